package io.stickermill.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Bodies that can't be read are answered in their sender's words, and name the field. */
class ProblemsTest {

    private final MockMvc api = MockMvcBuilders.standaloneSetup(new Things())
            .setControllerAdvice(new Problems())
            .setMessageConverters(new JacksonJsonHttpMessageConverter(JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                    .build()))
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"owner_id\":\"me\"}| 400 | owner_id | owner_id must be a UUID, such as 85aeab7b-6801-59dc-873c-d04a55d69539.",
                "{\"since\":\"noon\"}| 400 | since | since must be a time, such as 2026-01-31T12:00:00Z.",
                "{\"kind\":\"round\"}| 400 | kind | kind must be one of ROUND, SQUARE.",
                "{\"most\":\"many\"}| 400 | most | most must be a whole number.",
                "{\"colour\":1}| 422 | colour | The body has a field \"colour\", which is not known here; known are"
                        + " kind, most, owner_id, since.",
            })
    void theFieldIsNamed(String body, int status, String field, String detail) throws Exception {
        api.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(body))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.field").value(field))
                .andExpect(jsonPath("$.detail").value(detail));
    }

    @ParameterizedTest
    @CsvSource({"429, 0, 5", "503, 0, 5", "503, 61, 61", "409, 0,"})
    void whoIsAskedToComeAgainIsToldWhen(int status, int after, @Nullable String said) throws Exception {
        var answer =
                api.perform(get("/things/" + status + "/" + after)).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"{", "''", "[1"})
    void whatIsNoJsonNamesNone(String body) throws Exception {
        api.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(body))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").doesNotExist())
                .andExpect(jsonPath("$.detail").value("Send a body of JSON; what was sent can't be read as it."));
    }

    enum Kind {
        ROUND,
        SQUARE
    }

    record Thing(
            @Nullable UUID ownerId,
            @Nullable Instant since,
            @Nullable Kind kind,
            @Nullable Integer most) {}

    @RestController
    static final class Things {

        @GetMapping("/things/{status}/{after}")
        void refuse(@PathVariable int status, @PathVariable int after) {
            HttpStatus refusal = HttpStatus.valueOf(status);
            throw after == 0
                    ? Problems.of(refusal, "Not now.")
                    : Problems.later(refusal, Duration.ofSeconds(after).minusMillis(1), "Not now.");
        }

        @PostMapping("/things")
        Thing make(@RequestBody Thing thing) {
            return thing;
        }
    }
}
