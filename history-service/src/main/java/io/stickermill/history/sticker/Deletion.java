package io.stickermill.history.sticker;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes stickers for programs, as the button under a sticker does for people: by the same command to everybody. */
public class Deletion {

    private final Stickers stickers;
    private final EventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    Deletion(Stickers stickers, EventPublisher events, TransactionOperations transaction, Clock clock) {
        this.stickers = stickers;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Returns when Kafka has it and the row says so, too: who asks next sees it gone. A crash in between changes nothing,
     * since the row also hears of it from its topic.
     */
    public void delete(Sticker sticker) {
        if (sticker.deletedAt() != null) {
            return;
        }
        var command = JobCommand.newBuilder()
                .setCommandId(Ids.reply(sticker.id(), "delete"))
                .setKind(JobCommandKind.DELETE)
                .setJobId(sticker.jobId() == null ? sticker.id() : sticker.jobId())
                .setStickerId(sticker.id())
                .setUserId(sticker.userId())
                .setChatId(sticker.chatId())
                .setIssuedAt(clock.instant())
                .build();
        events.publish(Topics.JOB_COMMANDS, sticker.chatId(), command.getJobId(), sticker.id(), command);
        transaction.executeWithoutResult(_ -> stickers.deleted(command));
    }
}
