package io.stickermill.generation.remote;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signatures of those providers whose secret is set. fal has none: it publishes keys. Of another no call is believed: its tasks are looked at all the same. */
final class HookSignatures {

    private final Map<String, HookSignature> byProvider = new HashMap<>();

    HookSignatures(RemoteSettings settings, Clock clock) {
        if (settings.fal().isSet()) {
            byProvider.put("fal", new FalSignature(new FalKeys(settings.fal().at(FalKeys.ADDRESS), clock)));
        }
        if (!settings.replicate().hookSecret().isBlank()) {
            byProvider.put(
                    "replicate", HmacSignature.ofReplicate(settings.replicate().hookSecret()));
        }
        if (!settings.kie().hookSecret().isBlank()) {
            byProvider.put("kie", HmacSignature.ofKie(settings.kie().hookSecret()));
        }
    }

    @Nullable
    HookSignature of(String provider) {
        return byProvider.get(provider);
    }
}
