package io.stickermill.emulator.store;

/** Work came after the end: a request that was still under way while the emulator stopped. Nothing of it is done. */
public final class DatabaseClosed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DatabaseClosed() {
        super("The emulator stops.");
    }
}
