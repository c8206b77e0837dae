package io.stickermill.localstack.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Remote styles for whoever has no key: the emulator's stand-ins for the providers make them. Whoever sets anything of {@code
 * stickermill.remote} gets none of it.
 */
final class ToyStyles {

    /** What the settings of remote styles begin with, as environment variables. */
    private static final String OPERATORS = "STICKERMILL_REMOTE_";

    private static final List<String> PROVIDERS = List.of("replicate", "fal", "kie", "gemini", "openai");

    private static final List<String> STYLES = List.of("mirror", "negative", "poster", "mosaic", "somersault");

    private final Site site;

    ToyStyles(Site site) {
        this.site = site;
    }

    /** As Spring properties. */
    Map<String, String> settings(Service service) {
        if (site.secrets().realTelegram()
                || site.operator().variables().keySet().stream().anyMatch(name -> name.startsWith(OPERATORS))) {
            return Map.of();
        }
        Map<String, String> settings = new HashMap<>();
        switch (service) {
            case GATEWAY, DELIVERY, HISTORY -> settings.put("stickermill.remote.styles", file().toString());
            case GENERATION -> {
                settings.put("stickermill.remote.styles", file().toString());
                settings.put("stickermill.remote.hooks", site.http(Service.GENERATION.serviceName()));
                for (String provider : PROVIDERS) {
                    String of = "stickermill.remote." + provider;
                    settings.put(of + ".key", "toy");
                    settings.put(of + ".address", site.http(PartKind.EMULATOR.partName()) + "/" + provider);
                }
                // The stand-ins sign with what both sides know.
                String token = site.secrets().telegramToken();
                settings.put(
                        "stickermill.remote.replicate.hook-secret",
                        "whsec_" + Base64.getEncoder().encodeToString(token.getBytes(UTF_8)));
                settings.put("stickermill.remote.kie.hook-secret", token);
            }
            case BACKFILL -> {}
        }
        return settings;
    }

    private Path file() {
        STYLES.forEach(style -> copied("toy-" + style + ".jpg"));
        return copied("styles.yaml");
    }

    /** Written only where it is another: services may be reading it. */
    private Path copied(String name) {
        Path file = site.home().data("toys").resolve(name);
        try (InputStream resource = Objects.requireNonNull(ToyStyles.class.getResourceAsStream("/toys/" + name))) {
            byte[] content = resource.readAllBytes();
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                Home.writePrivate(file, content);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the toys' styles to " + file, e);
        }
    }
}
