package io.stickermill.platform.setting;

/** A name that claims to be a setting of ours, and that no service has. */
final class UnknownSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSetting(String message) {
        super(message);
    }
}
