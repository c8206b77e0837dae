package io.stickermill.generation.maker.child;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The processes that work on pixels.
 *
 * @param count photos that are worked on at the same time, each in a process of its own; 0 for one for every two cores
 * @param heap most Java memory of each
 * @param memory that a process may take, model and pixels included; it is ended above, and the attempt with it
 * @param pixels memory for decoded photos in all processes together: known from a photo's header before it is decoded. A
 *     photo that needs more is worked on when no other is
 */
@ConfigurationProperties("stickermill.maker.child")
public record ChildSettings(
        @DefaultValue("0") int count,
        @DefaultValue("256MB") DataSize heap,
        @DefaultValue("2GB") DataSize memory,
        @DefaultValue("400MB") DataSize pixels) {

    public int countOrHalfTheCores() {
        return count > 0 ? count : Math.max(1, cores() / 2);
    }

    /** Threads for one photo, so that all cores have work when all processes have. */
    int threads() {
        return Math.max(1, cores() / countOrHalfTheCores());
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
