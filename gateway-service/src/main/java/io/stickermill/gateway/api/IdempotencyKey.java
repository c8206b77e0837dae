package io.stickermill.gateway.api;

import io.stickermill.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The header by which an order that comes again is known. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * What the header says.
     *
     * @param wanted what one key is for, in words
     * @throws org.springframework.web.ErrorResponseException if there is none that can be one
     */
    static String required(@Nullable String key, String wanted) {
        if (key == null || !key.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Send a header " + HEADER + " of 1 to 200 visible ASCII characters, one for each " + wanted
                            + " that you want; sent again with the same key, a request is not done twice.");
        }
        return key;
    }
}
