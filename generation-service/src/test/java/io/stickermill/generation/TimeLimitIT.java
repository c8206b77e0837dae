package io.stickermill.generation;

import static org.awaitility.Awaitility.await;

import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Generation with hardly any time: every photo ends its maker, and another comes. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GenerationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class TimeLimitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private EventPublisher events;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        LocalParts.shared(Set.of(PartKind.values()))
                .springProperties("generation")
                .forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.maker.time-limit", () -> "1ms");
    }

    @Test
    void aJobThatTakesTooLongEndsAndTheNextGetsItsTurn() {
        UUID first = request();
        UUID second = request();

        for (UUID job : new UUID[] {first, second}) {
            await("the end of " + job)
                    .atMost(PATIENCE)
                    .until(() -> database.sql("select failure from generations where id = ? and state = 'failed'")
                            .param(job)
                            .query(String.class)
                            .optional()
                            .filter(failure -> failure.startsWith("TIMED_OUT"))
                            .isPresent());
        }
    }

    private UUID request() {
        long chat = 4242;
        UUID jobId = UUID.randomUUID();
        String key = "uploads/" + jobId;
        storage.put(key, SamplePhoto.CUP.bytes());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var request = PhotoRequested.newBuilder()
                .setJobId(jobId)
                .setSessionId(Ids.session(jobId))
                .setUserId(Ids.user(1, chat))
                .setBotId(1)
                .setChatId(chat)
                .setTelegramUserId(chat)
                .setPhotoStorageKey(key)
                .setRequestedAt(now)
                .setReceivedAt(now)
                .build();
        events.publish(Topics.PHOTO_REQUESTS, chat, jobId, null, request);
        return jobId;
    }
}
