package io.stickermill.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a customer's key opens, of all services: making a sticker or a set, the styles to choose from, and what belongs to one that is known by its id. Everything else, and
 * so whatever is new, is the operator's until it is named here.
 */
final class CustomerPaths {

    private static final Map<String, List<String>> NAMED = Map.of(
            "GET",
                    List.of(
                            "/v1/styles",
                            "/v1/jobs/{id}",
                            "/v1/jobs/{id}/events",
                            "/v1/stickers/{id}",
                            "/v1/stickers/{id}/file",
                            "/v1/sticker-sets/{id}",
                            "/v1/sticker-sets/{id}/events"),
            "POST", List.of("/v1/stickers", "/v1/sticker-sets", "/v1/jobs/{id}/cancel"),
            "PATCH", List.of("/v1/sticker-sets/{id}"),
            "DELETE", List.of("/v1/stickers/{id}", "/v1/sticker-sets/{id}"));

    /** The same as the handlers' own, so that both read a path alike. */
    private static final PathPatternParser PARSER = PathPatternParser.defaultInstance;

    private static final Map<String, List<PathPattern>> PATTERNS = NAMED.entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    named -> named.getValue().stream().map(PARSER::parse).toList()));

    private CustomerPaths() {}

    /** Whether a handler's pattern, as it stands there, is one of them. */
    static boolean name(String method, String pattern) {
        return NAMED.getOrDefault(method, List.of()).contains(pattern);
    }

    /** Whether a request leads to one of them. */
    static boolean name(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        // HEAD is answered by who answers GET.
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return PATTERNS.getOrDefault(method, List.of()).stream().anyMatch(pattern -> pattern.matches(path));
    }
}
