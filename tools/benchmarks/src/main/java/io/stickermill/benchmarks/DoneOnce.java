package io.stickermill.benchmarks;

import io.stickermill.benchmarks.ChatJournal.Photo;
import io.stickermill.common.Until;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerStored;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whether each photo's sticker came once, was stored as one object, and stands in history with its path. */
final class DoneOnce {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NAMED = 5;

    private final BenchStack stack;
    private final StepSevens outcomes;

    DoneOnce(BenchStack stack, StepSevens outcomes) {
        this.stack = stack;
        this.outcomes = outcomes;
    }

    /** @throws BenchFailed if not */
    void check(ChatJournal journal, List<Photo> photos) throws IOException, InterruptedException, SQLException {
        List<UUID> stickers = photos.stream().map(photo -> sticker(photo)).toList();
        awaitRows(stickers);
        journal.readOn();
        List<String> wrong = new ArrayList<>();
        for (Photo photo : photos) {
            int came = journal.stickersFor(photo).size();
            if (came != 1) {
                wrong.add(photo + " was answered by " + came + " stickers");
            }
        }
        stickers.forEach(sticker -> wrong.addAll(wrongIn(sticker)));
        if (!wrong.isEmpty()) {
            throw new BenchFailed(wrong.size() + " photos were not done once: "
                    + String.join("; ", wrong.subList(0, Math.min(NAMED, wrong.size()))));
        }
    }

    /** What is wrong with what delivery said of a sticker, and with its file. */
    List<String> wrongIn(UUID sticker) {
        int delivered = outcomes.delivered(sticker).size();
        List<StickerStored> stored = outcomes.stored(sticker);
        // An upload is repeatable work: what was said twice of the same object is no fault.
        long objects =
                stored.stream().map(StickerStored::getStorageKey).distinct().count();
        if (delivered != 1 || objects != 1) {
            return List.of("sticker " + sticker + " was delivered " + delivered + " times and stored as " + objects
                    + " objects");
        }
        return Files.isRegularFile(stack.objects().resolve(stored.getFirst().getStorageKey()))
                ? List.of()
                : List.of("sticker " + sticker + " was said to be stored and is not");
    }

    private UUID sticker(Photo photo) {
        return Ids.sticker(Ids.jobOfMessage(stack.botId(), photo.chat(), photo.messageId()), 0);
    }

    /** History comes last: when it has everything, everybody is done. */
    private void awaitRows(List<UUID> stickers) throws SQLException, InterruptedException {
        try (var connection = stack.database();
                var query = connection.prepareStatement(
                        "select count(*) from history.stickers where id = any (?) and result_storage_path is not null")) {
            query.setArray(1, connection.createArrayOf("uuid", stickers.toArray()));
            long found = Until.every(Duration.ofMillis(200))
                    .forAtMost(PATIENCE)
                    .answer(() -> number(query), number -> number == stickers.size());
            if (found != stickers.size()) {
                throw new BenchFailed("history has " + found + " rows with a path for " + stickers.size() + " photos");
            }
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (var rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
