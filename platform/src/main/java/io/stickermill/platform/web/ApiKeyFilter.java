package io.stickermill.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request pass with the operator's key, or with a customer's where {@link CustomerPaths} names it. */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";

    private final List<byte[]> operators;
    private final List<byte[]> customers;

    ApiKeyFilter(ApiSettings settings) {
        this.operators = bytes(settings.operatorKeys());
        this.customers = bytes(settings.customerKeys());
    }

    /** The description of the API says nothing that its readers could not know. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals("/v1/openapi.json");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        boolean operator = isOneOf(operators, given);
        boolean customer = isOneOf(customers, given);
        if (operator || (customer && CustomerPaths.name(request))) {
            chain.doFilter(request, response);
        } else if (customer) {
            Problems.write(
                    response, HttpStatus.FORBIDDEN, "The customers' key does not open this; the operator's does.");
        } else {
            Problems.write(response, HttpStatus.UNAUTHORIZED, "Send a key of this API in the header X-API-Key.");
        }
    }

    /** In a time that says nothing of the keys. */
    private static boolean isOneOf(List<byte[]> keys, @Nullable String given) {
        byte[] bytes = given == null ? new byte[0] : given.getBytes(UTF_8);
        boolean found = false;
        for (byte[] key : keys) {
            found |= MessageDigest.isEqual(key, bytes);
        }
        return found;
    }

    private static List<byte[]> bytes(List<String> keys) {
        return keys.stream().map(key -> key.getBytes(UTF_8)).toList();
    }
}
