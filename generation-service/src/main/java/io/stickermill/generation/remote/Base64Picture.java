package io.stickermill.generation.remote;

import java.util.Base64;

/** A picture that came as text. */
final class Base64Picture {

    private Base64Picture() {}

    /** It is paid, whatever it is. */
    static Submitted of(String text) {
        try {
            return new Submitted.Finished(
                    new RemotePicture.Bytes(Base64.getMimeDecoder().decode(text)));
        } catch (IllegalArgumentException damaged) {
            return new Submitted.Unknown("a picture that is no base64");
        }
    }
}
