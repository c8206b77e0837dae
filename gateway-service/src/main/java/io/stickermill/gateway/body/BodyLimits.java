package io.stickermill.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses by its headers what is larger than its path takes, before anything of it is read. A path that reads no body takes
 * none worth mentioning, and only one whose length is said: the server itself would read form fields of any length.
 */
final class BodyLimits extends OncePerRequestFilter {

    private static final DataSize ELSEWHERE = DataSize.ofKilobytes(16);

    private final Map<String, DataSize> largest;

    /** @param largest by path, of the paths that read bodies, bounded, by themselves */
    BodyLimits(Map<String, DataSize> largest) {
        this.largest = largest;
    }

    static String tooLarge(DataSize largest) {
        return "The body is larger than " + largest.toBytes() + " bytes.";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DataSize limit = largest.get(request.getRequestURI());
        if (limit == null && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuse(response, HttpStatus.LENGTH_REQUIRED, "Send no body here, or one with a Content-Length.");
        } else if (request.getContentLengthLong() > (limit == null ? ELSEWHERE : limit).toBytes()) {
            refuse(response, HttpStatus.CONTENT_TOO_LARGE, tooLarge(limit == null ? ELSEWHERE : limit));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.getWriter().write("""
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}""".formatted(status.getReasonPhrase(), status.value(), detail));
    }
}
