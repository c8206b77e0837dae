package io.stickermill.generation.remote;

import io.stickermill.generation.maker.video.FirstFrame.Container;
import io.stickermill.platform.storage.ContentType;
import java.util.Optional;

/** What of all that models make can be opened here. Whether it is well is found there, in a process of its own. */
final class MadeFiles {

    private MadeFiles() {}

    static boolean isPictureOrVideo(byte[] file) {
        return switch (ContentType.of(file)) {
            case JPEG, PNG, WEBP, MP4, WEBM -> true;
            case GIF, TGS, OTHER -> false;
        };
    }

    static Optional<Container> video(byte[] file) {
        return switch (ContentType.of(file)) {
            case MP4 -> Optional.of(Container.MP4);
            case WEBM -> Optional.of(Container.WEBM);
            case JPEG, PNG, WEBP, GIF, TGS, OTHER -> Optional.empty();
        };
    }
}
