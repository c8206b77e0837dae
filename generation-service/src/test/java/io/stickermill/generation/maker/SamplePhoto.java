package io.stickermill.generation.maker;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Photos that tests may use; see SOURCES.txt beside them. */
public enum SamplePhoto {
    PERSON("person-astronaut-512.jpg"),
    PERSON_CMYK("person-cmyk.jpg"),
    CAT_FILLING_THE_FRAME("cat-451.jpg"),
    CAT_ANIMATED("cat-animated.webp"),
    CUP("cup-600.jpg"),
    ROCKET_AMONG_TOWERS("rocket-640.jpg"),
    GRAVEL("gravel-512.jpg"),
    CUP_TURNED_BY_EXIF("cup-exif-orientation-6.jpg");

    private final String file;

    SamplePhoto(String file) {
        this.file = file;
    }

    public byte[] bytes() {
        try (var in = SamplePhoto.class.getResourceAsStream("/photos/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no test photo " + file);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
