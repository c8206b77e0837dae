package io.stickermill.generation.maker.local;

import java.time.Duration;

/** The usual settings, with time enough also on a machine that is busy with something else. */
final class Patient {

    static final LocalMakerSettings SETTINGS = new LocalMakerSettings(
            LocalMakerSettings.DEFAULT.limits(),
            LocalMakerSettings.DEFAULT.outline(),
            Duration.ofMinutes(10),
            LocalMakerSettings.DEFAULT.sure());

    private Patient() {}
}
