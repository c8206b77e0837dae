package io.stickermill.delivery.status;

import io.stickermill.platform.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The words of a job's status; of one that waits, with about how long it still takes. */
final class StatusText {

    private final Texts texts;
    private final Clock clock;
    private final Pace pace = new Pace();

    StatusText(Texts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /** A sticker of the chat is ready. */
    void ready(JobInChat job) {
        pace.ready(job.chatId(), job.receivedAt(), clock.instant());
    }

    String of(JobInChat job, Stage stage) {
        String language = job.language();
        if (stage.remote() != null) {
            return of(language, stage.remote());
        }
        if (!stage.isQueued()) {
            return texts.get(language, "step_" + stage.step());
        }
        return pace.perJob()
                .map(each -> texts.get(
                        language,
                        "queued_for",
                        stage.before(),
                        about(language, each.multipliedBy(stage.before() + 1L))))
                .orElseGet(() -> texts.get(language, "queued", stage.before()));
    }

    private String of(String language, Stage.Remote remote) {
        String taken = about(language, Duration.ofSeconds(remote.seconds()));
        return remote.place() == null
                ? texts.get(language, remote.waits() ? "remote_waits" : "remote", taken)
                : texts.get(language, "remote_place", taken, remote.place());
    }

    void forgetBefore(Instant oldest) {
        pace.forgetBefore(oldest);
    }

    private String about(String language, Duration time) {
        return time.compareTo(Duration.ofSeconds(90)) < 0
                ? texts.get(
                        language, "seconds", Math.max(1, time.plusMillis(500).toSeconds()))
                : texts.get(language, "minutes", time.plusSeconds(30).toMinutes());
    }
}
