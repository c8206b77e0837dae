package io.stickermill.generation.maker.cutout;

import io.stickermill.generation.maker.photo.PhotoView;
import java.util.List;

/** Finds the subject of a photo. Safe for any number of threads; to be called within a {@code PointerScope}. */
@FunctionalInterface
public interface SubjectSearch {

    /** Finds nothing, so that every photo becomes a card: what is left without a model. */
    SubjectSearch NOTHING = _ -> new Found(List.of(), 0, false);

    /** @param photo kept as long as what is found */
    Subjects in(PhotoView photo);
}
