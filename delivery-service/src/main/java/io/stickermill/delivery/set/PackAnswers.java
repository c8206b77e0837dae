package io.stickermill.delivery.set;

import io.stickermill.delivery.set.PackRows.Pack;
import io.stickermill.delivery.set.PackRows.PackPart;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Says how far a pack is, in one message, and what came of it, in another that takes its place. */
final class PackAnswers {

    private final EventPublisher events;
    private final Texts texts;

    PackAnswers(EventPublisher events, Texts texts) {
        this.events = events;
        this.texts = texts;
    }

    void progress(Pack pack, List<PackPart> parts) {
        StickerSetRequested begun = pack.begun();
        long ready = parts.stream().filter(part -> !part.isOpen()).count();
        String text = pack.parts() == null
                ? texts.get(begun.getLanguage(), "pack_progress", begun.getTitle(), ready)
                : texts.get(begun.getLanguage(), "pack_progress_of", begun.getTitle(), ready, pack.parts());
        UUID shown = progressId(pack.id());
        publish(begun, reply(begun, shown, ChatReplyKind.TEXT).setText(text));
        publish(
                begun,
                reply(begun, Ids.reply(pack.id(), "progress/" + ready + "/" + pack.parts()), ChatReplyKind.EDIT)
                        .setEditsReplyId(shown)
                        .setText(text));
    }

    /**
     * @param sets the volumes
     * @param placed where a part is
     */
    void done(Pack pack, List<PackPart> parts, List<StickerSet> sets, Function<PackPart, Optional<Part>> placed) {
        StickerSetRequested begun = pack.begun();
        Map<String, List<Integer>> without = new LinkedHashMap<>();
        for (PackPart part : parts) {
            failure(part, placed.apply(part))
                    .ifPresent(key ->
                            without.computeIfAbsent(key, _ -> new ArrayList<>()).add(part.index() + 1));
        }
        done(begun, parts.size(), without, sets);
    }

    /**
     * @param all how many photos or stickers were meant
     * @param without the numbers, from 1, of those that are in no set, by the key of the text that says why
     * @param sets the volumes
     */
    void done(StickerSetRequested begun, int all, Map<String, List<Integer>> without, List<StickerSet> sets) {
        String language = begun.getLanguage();
        UUID packId = begun.getSetId();
        int missing = without.values().stream().mapToInt(List::size).sum();
        List<StickerSet> open = sets.stream()
                .filter(set -> set.state() == StickerSet.State.OPEN)
                .toList();
        StringBuilder text = new StringBuilder(
                open.isEmpty()
                        ? texts.get(language, "pack_failed", begun.getTitle())
                        : texts.get(language, "pack_done", begun.getTitle(), all - missing, all));
        open.forEach(set -> text.append('\n').append(set.link()));
        without.forEach((key, numbers) ->
                text.append('\n').append(runs(numbers)).append(": ").append(texts.get(language, key)));
        List<ReplyButton> buttons = new ArrayList<>();
        for (StickerSet set : open) {
            buttons.add(new ReplyButton(buttons.size(), texts.get(language, "set_button_open"), null, set.link()));
        }
        publish(
                begun,
                reply(begun, Ids.reply(packId, "done"), ChatReplyKind.TEXT)
                        .setText(text.toString())
                        .setButtons(buttons));
        publish(
                begun,
                reply(begun, Ids.reply(packId, "progress over"), ChatReplyKind.DELETE)
                        .setDeletesReplyId(progressId(packId)));
    }

    private static Optional<String> failure(PackPart part, Optional<Part> placed) {
        return Optional.ofNullable(part.failure())
                .or(() -> placed.filter(found -> found.state() == Part.State.FAILED)
                        .map(Part::failure));
    }

    /** Rising numbers in few characters: {@code 1, 3-5}. */
    static String runs(List<Integer> numbers) {
        List<String> runs = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean ends = i == numbers.size() - 1 || numbers.get(i + 1) != numbers.get(i) + 1;
            if (ends) {
                runs.add(first == i ? numbers.get(i).toString() : numbers.get(first) + "-" + numbers.get(i));
                first = i + 1;
            }
        }
        return String.join(", ", runs);
    }

    private static UUID progressId(UUID packId) {
        return Ids.reply(packId, "progress");
    }

    private static ChatReply.Builder reply(StickerSetRequested begun, UUID replyId, ChatReplyKind kind) {
        return ChatReply.newBuilder()
                .setReplyId(replyId)
                .setKind(kind)
                .setUserId(begun.getUserId())
                .setChatId(begun.getChatId())
                .setChatKind(begun.getChatKind())
                .setThreadId(begun.getThreadId())
                .setReplyToMessageId(kind == ChatReplyKind.TEXT ? begun.getMessageId() : null)
                .setLanguage(begun.getLanguage())
                // A step that is not shown is followed by the next.
                .setOwed(kind == ChatReplyKind.TEXT)
                .setIssuedAt(begun.getRequestedAt());
    }

    private void publish(StickerSetRequested begun, ChatReply.Builder reply) {
        events.publish(Topics.CHAT_REPLIES, begun.getChatId(), null, null, reply.build());
    }
}
