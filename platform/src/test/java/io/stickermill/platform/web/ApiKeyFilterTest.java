package io.stickermill.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiKeyFilterTest {

    private static final int PASSED = 200;

    private final ApiKeyFilter filter = new ApiKeyFilter(
            new ApiSettings("the-operators-key,the-operators-next", "the-customers-key,the-customers-next"));

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            the-operators-key,    GET,    /v1/intake,                200
            the-operators-next,   DELETE, /v1/intake/pause,          200
            the-operators-next,   POST,   /v1/stickers,              200
            the-customers-key,    POST,   /v1/stickers,              200
            the-customers-next,   POST,   /v1/stickers,              200
            the-customers-key,    GET,    /v1/jobs/1,                200
            the-customers-key,    HEAD,   /v1/jobs/1,                200
            the-customers-key,    GET,    /v1/jobs/1/events,         200
            the-customers-key,    POST,   /v1/jobs/1/cancel,         200
            the-customers-key,    GET,    /v1/stickers/1,            200
            the-customers-key,    DELETE, /v1/stickers/1,            200
            the-customers-key,    GET,    /v1/stickers,              403
            the-customers-key,    GET,    /v1/stickers/,             403
            the-customers-key,    PUT,    /v1/stickers/1,            403
            the-customers-key,    DELETE, /v1/jobs/1,                403
            the-customers-key,    GET,    /v1/intake,                403
            the-customers-key,    GET,    /v1/jobs/1/../../intake,   403
            the-customers-key,    GET,    /v1/jobs/%2e%2e/intake,    403
            the-customers-key,    GET,    /v1/nothing,               403
            the-customers-key,    POST,   /v1/recovery,              403
            the-customers-kez,    POST,   /v1/stickers,              401
            the-operators,        POST,   /v1/stickers,              401
            'the-operators-key,the-operators-next', GET, /v1/intake, 401
            '',                   GET,    /v1/jobs/1,                401
            none,                 GET,    /v1/jobs/1,                401
            """)
    void aKeyOpensWhatIsItsOwn(String key, String method, String path, int status) throws Exception {
        var request = new MockHttpServletRequest(method, path);
        if (key != null) {
            request.addHeader("X-API-Key", key);
        }
        var response = new MockHttpServletResponse();
        var chain = new MockFilterChain();

        filter.doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(chain.getRequest() != null).isEqualTo(status == PASSED);
        if (status != PASSED) {
            assertThat(response.getContentType()).startsWith("application/problem+json");
            assertThat(response.getContentAsString())
                    .contains("\"status\":" + status)
                    .doesNotContain("the-");
        }
    }
}
