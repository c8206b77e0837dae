package io.stickermill.gateway.update;

import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Publishes what people want to happen to their jobs. Each future ends when Kafka has it. */
final class JobCommands {

    private final EventPublisher events;
    private final Clock clock;

    JobCommands(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    CompletableFuture<?> cancel(List<UUID> jobs, UUID userId, long chatId) {
        return CompletableFuture.allOf(jobs.stream()
                .map(jobId -> {
                    var command = JobCommand.newBuilder()
                            .setCommandId(Ids.reply(jobId, "cancel"))
                            .setKind(JobCommandKind.CANCEL)
                            .setJobId(jobId)
                            .setUserId(userId)
                            .setChatId(chatId)
                            .setIssuedAt(clock.instant())
                            .build();
                    return events.publishAsync(Topics.JOB_COMMANDS, chatId, jobId, null, command);
                })
                .toArray(CompletableFuture[]::new));
    }

    /** @param pressed the button under the sticker */
    CompletableFuture<?> delete(PhotoRequest asked, int index, UUID commandId, Button pressed) {
        UUID stickerId = Ids.sticker(asked.jobId(), index);
        var command = JobCommand.newBuilder()
                .setCommandId(commandId)
                .setKind(JobCommandKind.DELETE)
                .setJobId(asked.jobId())
                .setStickerId(stickerId)
                .setUserId(asked.asker().userId())
                .setChatId(asked.asker().chatId())
                .setMessageId(pressed.messageId())
                .setThreadId(pressed.sender().threadId())
                .setLanguage(pressed.sender().language())
                .setIssuedAt(clock.instant())
                .build();
        return events.publishAsync(Topics.JOB_COMMANDS, asked.asker().chatId(), asked.jobId(), stickerId, command);
    }
}
