package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import com.pengrad.telegrambot.request.UploadStickerFile;
import com.pengrad.telegrambot.response.GetFileResponse;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.set.PackRows.Pack;
import io.stickermill.delivery.set.PackRows.PackPart;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes sets of packs. Each sticker is uploaded as soon as it is made; when all photos have come to their end, the set is
 * made with as many as one call takes, the others are added one by one. A pack that is larger than a set goes on in the next.
 */
final class Packs {

    private final PackRows packs;
    private final SetRows rows;
    private final Additions additions;
    private final SetCalls calls;
    private final StickerFiles files;
    private final EventPublisher events;
    private final PackAnswers answers;
    private final Clock clock;

    Packs(
            PackRows packs,
            SetRows rows,
            Additions additions,
            SetCalls calls,
            StickerFiles files,
            EventPublisher events,
            PackAnswers answers,
            Clock clock) {
        this.packs = packs;
        this.rows = rows;
        this.additions = additions;
        this.calls = calls;
        this.files = files;
        this.events = events;
        this.answers = answers;
        this.clock = clock;
    }

    /** Uploads a part's sticker, once. */
    void made(StickerReady sticker, PackPart part) {
        if (!part.isOpen()) {
            return;
        }
        var upload = new UploadStickerFile(part.owner(), files.of(sticker), Sticker.Format.Static);
        switch (calls.ask(part.owner(), upload)) {
            case SetCalls.Asked.Given<GetFileResponse>(GetFileResponse given) ->
                packs.ready(sticker, given.file().fileId());
            case SetCalls.Asked.Not<GetFileResponse>(SetCalls.Refused refused) ->
                packs.failed(sticker.getJobId(), Additions.words(refused.why()));
        }
    }

    /** Says how far a pack is; makes its sets when nothing of it is awaited any more. Under the claim on its owner. */
    void goOn(UUID packId) {
        Pack pack = packs.find(packId).orElse(null);
        if (pack == null || pack.done()) {
            return;
        }
        List<PackPart> parts = packs.parts(packId);
        if (pack.parts() == null
                || parts.size() < pack.parts()
                || parts.stream().anyMatch(PackPart::isOpen)) {
            answers.progress(pack, parts);
            return;
        }
        StickerSetRequested begun = pack.begun();
        List<PackPart> ready =
                parts.stream().filter(part -> part.fileId() != null).toList();
        for (int from = 0, volume = 1; from < ready.size(); from += StickerSet.MOST, volume++) {
            fill(begun, volume, ready.subList(from, Math.min(ready.size(), from + StickerSet.MOST)));
        }
        tell(pack, parts);
        packs.done(packId);
    }

    /** Puts parts into a volume of the pack's set, in their order; what is in it stays. */
    private void fill(StickerSetRequested begun, int volume, List<PackPart> ready) {
        UUID packId = begun.getSetId();
        StickerSet set = rows.set(Ids.setOfPack(packId, volume))
                .orElseGet(() -> rows.beginOfPack(begun, volume, calls.botName()));
        for (PackPart part : ready) {
            StickerReady made = Objects.requireNonNull(part.made(), "what was made");
            if (rows.partOf(request(packId, part)).isEmpty()) {
                rows.propose(
                        set,
                        made.getStickerId(),
                        request(packId, part),
                        Objects.requireNonNull(part.fileId()),
                        SetEmoji.proposed(made.getText(), made.getStylePresetId())
                                .or(() -> rows.lastEmoji(begun.getUserId()))
                                .orElse(SetEmoji.DEFAULT));
            }
        }
        additions.fill(set.id());
    }

    /** The id under which a part is put into its set. */
    private static UUID request(UUID packId, PackPart part) {
        return Ids.reply(packId, "part/" + part.index());
    }

    /** Of each part that is in a set the row may be written; then the person hears of all of them. */
    private void tell(Pack pack, List<PackPart> parts) {
        for (PackPart part : parts) {
            StickerReady made = part.made();
            rows.partOf(request(pack.id(), part))
                    .filter(placed -> placed.state() == Part.State.IN && made != null)
                    .ifPresent(placed -> delivered(Objects.requireNonNull(made), part, placed));
        }
        answers.done(pack, parts, rows.ofPack(pack.id()), part -> rows.partOf(request(pack.id(), part)));
    }

    private void delivered(StickerReady made, PackPart part, Part placed) {
        StickerSet set = rows.set(placed.setId()).orElseThrow();
        var event = StickerDelivered.newBuilder()
                .setStickerId(made.getStickerId())
                .setJobId(made.getJobId())
                .setSessionId(made.getSessionId())
                .setPackBatchId(part.packId())
                .setPackIndex(part.index())
                .setUserId(made.getUserId())
                .setChatId(made.getChatId())
                .setStickerIndex(made.getStickerIndex())
                .setStickerSetName(set.name())
                .setTelegramFileId(Objects.requireNonNullElse(placed.fileId(), Objects.requireNonNull(placed.given())))
                .setTelegramFileUniqueId(Objects.requireNonNullElse(placed.uniqueId(), ""))
                // It stands in no message.
                .setTelegramMessageId(0)
                .setSourcePhotoFileId(made.getSourcePhotoFileId())
                .setUserInput(made.getUserInput())
                .setStylePresetId(made.getStylePresetId())
                .setVariant(made.getVariant())
                .setShape(made.getShape())
                .setConfidence(made.getConfidence())
                .setOutline(made.getOutline())
                .setText(made.getText())
                .setStep7Send(
                        Duration.between(made.getReadyAt(), clock.instant()).toMillis())
                .setEnv(made.getEnv())
                .setRequestedAt(made.getRequestedAt())
                .setReadyAt(made.getReadyAt())
                .setDeliveredAt(clock.instant())
                .build();
        events.publish(Topics.STICKER_DELIVERED, made.getChatId(), made.getJobId(), made.getStickerId(), event);
    }
}
