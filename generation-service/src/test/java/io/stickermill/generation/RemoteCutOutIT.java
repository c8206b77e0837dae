package io.stickermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Somebody else cuts out, in place of the house's model. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GenerationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class RemoteCutOutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Each reads a topic. */
    private static final Duration LOOK = Duration.ofMillis(400);

    @TempDir
    private static Path folder;

    private static Map<String, String> settings;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private ObjectStorage storage;

    private final long chat = UUID.randomUUID().getMostSignificantBits() >>> 20;
    private final UUID user = UUID.randomUUID();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws Exception {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("generation");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        Path styles = folder.resolve("styles.yaml");
        Files.writeString(styles, "cut-out: {models: [{provider: remove-bg, model: auto, price: 0.2}]}\n");
        registry.add("stickermill.remote.styles", styles::toString);
        registry.add("stickermill.remote.remove-bg.key", () -> "toy");
        registry.add(
                "stickermill.remote.remove-bg.address",
                () -> settings.get("stickermill.telegram.base-url") + "/remove-bg");
    }

    @AfterEach
    void noFault() throws Exception {
        there("");
    }

    @Test
    void itsCutOutIsStyledAndOutlinedHereAndPaidOnce() throws Exception {
        there("");
        long before = begun();
        PhotoRequested plain = request("none", StickerMode.CUT_OUT);
        publish(plain);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(plain).isPresent());
        assertThat(ready(plain).orElseThrow().getShape()).isEqualTo(StickerShape.OWN_TRANSPARENCY);

        PhotoRequested comic = PhotoRequested.newBuilder(plain)
                .setJobId(UUID.randomUUID())
                .setStylePresetId("comic")
                .build();
        publish(comic);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(comic).isPresent());

        assertThat(ready(comic).orElseThrow().getShape()).isEqualTo(StickerShape.OWN_TRANSPARENCY);
        assertThat(ready(comic).orElseThrow().getStylePresetId()).isEqualTo("comic");
        assertThat(begun() - before).as("the cut-out is there already").isEqualTo(1);
    }

    @Test
    void whatItDoesNotCutOutIsCutOutHereAndACardIsNeverSentThere() throws Exception {
        there("unpaid");
        long before = begun();
        PhotoRequested photo = request("none", StickerMode.CUT_OUT);
        PhotoRequested card = request("none", StickerMode.CARD);
        publish(photo);
        publish(card);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(photo).isPresent());
        assertThat(ready(photo).orElseThrow().getShape()).isEqualTo(StickerShape.CUT_OUT);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(card).isPresent());
        assertThat(begun() - before).isZero();
    }

    private static void there(String fault) throws Exception {
        admin().ask("PUT", "/admin/providers/remove-bg", Map.of("fault", fault, "seconds", 0.3));
    }

    private static long begun() throws Exception {
        return admin().get("/admin/providers/remove-bg").path("begun").asLong();
    }

    private static EmulatorAdmin admin() {
        return new EmulatorAdmin(settings.get("stickermill.telegram.base-url"));
    }

    private void publish(PhotoRequested request) {
        events.publish(Topics.PHOTO_REQUESTS, chat, request.getJobId(), null, request);
    }

    private Optional<StickerReady> ready(PhotoRequested request) {
        List<StickerReady> found = new ArrayList<>();
        topics.read(Topics.STICKER_READY, Instant.EPOCH, record -> {
            if (record.value().getJobId().equals(request.getJobId())) {
                found.add(record.value());
            }
        });
        return found.stream().findFirst();
    }

    private PhotoRequested request(String style, StickerMode mode) throws Exception {
        UUID job = UUID.randomUUID();
        String key = StorageKeys.upload(job);
        storage.put(key, Files.readAllBytes(Path.of(System.getProperty("stickermill.root"), "photos", "cup-600.jpg")));
        Instant now = Instant.now();
        return PhotoRequested.newBuilder()
                .setJobId(job)
                .setSessionId(UUID.randomUUID())
                .setUserId(user)
                .setBotId(1)
                .setChatId(chat)
                .setTelegramUserId(chat)
                .setPhotoStorageKey(key)
                .setStylePresetId(style)
                .setMode(mode)
                .setRequestedAt(now)
                .setReceivedAt(now)
                .build();
    }
}
