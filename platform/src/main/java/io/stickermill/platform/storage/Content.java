package io.stickermill.platform.storage;

import java.io.InputStream;

/** Bytes that lie somewhere else. A put reads them more than once: for its checksum and signature, then to send them. */
public interface Content {

    /** In bytes, exactly. */
    long length();

    /** The bytes once more; the stream is closed by who asked for it. */
    InputStream fromTheBeginning();
}
