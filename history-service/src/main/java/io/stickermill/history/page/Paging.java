package io.stickermill.history.page;

import io.stickermill.platform.web.Problems;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which page is asked for.
 *
 * @param limit rows at most
 * @param after only rows that come after this place
 */
public record Paging(int limit, Place after) {

    private static final int MOST = 100;

    /**
     * What a request asks for.
     *
     * @param after the value of {@code next} of the page before; null for the first page
     * @throws org.springframework.web.ErrorResponseException 400 with the remedy
     */
    public static Paging of(int limit, @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "limit", "limit must be 1 to " + MOST);
        }
        return new Paging(limit, Place.after(after));
    }

    /** The cursor of the next page. Null if this was the last. */
    public <R> @Nullable String next(List<R> rows, Function<R, Place> place) {
        return rows.size() < limit ? null : place.apply(rows.getLast()).cursor();
    }
}
