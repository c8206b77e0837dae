package io.stickermill.generation.remote;

import java.net.URI;

/** What a provider has made. Strangers' pixels, whoever the provider is. */
public sealed interface RemotePicture {

    record Bytes(byte[] file) implements RemotePicture {}

    /** It vanishes, from an hour on. No key is sent there: the address comes from an answer. */
    record Link(URI address) implements RemotePicture {}
}
