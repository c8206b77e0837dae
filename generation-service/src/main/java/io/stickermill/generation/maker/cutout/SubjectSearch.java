package io.stickermill.generation.maker.cutout;

import io.stickermill.generation.maker.grid.Key;
import io.stickermill.generation.maker.photo.PhotoView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the subject of a photo. Safe for any number of threads; to be called within a {@code PointerScope}. */
@FunctionalInterface
public interface SubjectSearch {

    /** Finds nothing, so that every photo becomes a card: what is left without a model. */
    SubjectSearch NOTHING = (_, _) -> new Found(List.of(), 0, false);

    /**
     * @param photo kept as long as what is found
     * @param key what the photo's ground says of its subject, where it is plain
     */
    Subjects in(PhotoView photo, @Nullable Key key);

    /** On a ground of which nothing is known. */
    default Subjects in(PhotoView photo) {
        return in(photo, null);
    }
}
