package io.stickermill.contracts.style;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All styles of an installation: those of the house, then its remote ones. */
public final class StickerStyles {

    /** Where no remote ones are set. */
    public static final StickerStyles HOUSE = new StickerStyles(RemoteStyles.NONE);

    private final List<StickerStyle> all;
    private final RemoteStyles remote;

    public StickerStyles(RemoteStyles remote) {
        this.remote = remote;
        this.all = Stream.concat(Arrays.stream(StylePreset.values()), remote.all().stream())
                .toList();
    }

    public List<StickerStyle> all() {
        return all;
    }

    /** Those that a model of somebody else makes. */
    public List<RemoteStyle> remote() {
        return remote.all();
    }

    /** What the model of a style was told; empty for one of the house, and where there is no such style any more. */
    public Optional<String> prompt(String id, @Nullable String said) {
        return remote.ofId(id).map(style -> remote.prompt(style, said));
    }

    public Optional<StickerStyle> ofId(String id) {
        return all.stream().filter(style -> style.id().equals(id)).findFirst();
    }
}
