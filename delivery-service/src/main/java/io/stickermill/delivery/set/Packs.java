package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import com.pengrad.telegrambot.request.UploadStickerFile;
import com.pengrad.telegrambot.response.GetFileResponse;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.set.PackRows.Pack;
import io.stickermill.delivery.set.PackRows.PackPart;
import io.stickermill.delivery.set.SetRows.Candidate;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GivenSticker;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    private final StickerStyles styles;
    private final EventPublisher events;
    private final PackAnswers answers;
    private final SetEvents changes;
    private final Clock clock;

    Packs(
            PackRows packs,
            SetRows rows,
            Additions additions,
            SetCalls calls,
            StickerFiles files,
            StickerStyles styles,
            EventPublisher events,
            PackAnswers answers,
            SetEvents changes,
            Clock clock) {
        this.packs = packs;
        this.rows = rows;
        this.additions = additions;
        this.calls = calls;
        this.files = files;
        this.styles = styles;
        this.events = events;
        this.answers = answers;
        this.changes = changes;
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
            case SetCalls.Asked.Not<GetFileResponse>(SetCalls.Refused refused) -> {
                String why = Additions.words(refused.why());
                refused(sticker, why);
                packs.failed(sticker.getJobId(), why);
            }
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
            changes.making(pack, parts);
            answers.progress(pack, parts);
            return;
        }
        StickerSetRequested begun = pack.begun();
        List<PackPart> ready =
                parts.stream().filter(part -> part.fileId() != null).toList();
        fill(begun, ready.stream().map(part -> candidate(begun, part)).toList());
        tell(pack, parts);
        packs.done(packId);
    }

    /**
     * Makes sets of stickers that there are, as of a pack's. One whose file nobody knows any more is left out, and its person
     * hears of that.
     */
    void make(StickerSetRequested asked) {
        UUID packId = asked.getSetId();
        changes.begun(asked);
        List<Candidate> candidates = new ArrayList<>();
        Map<String, List<Integer>> without = new LinkedHashMap<>();
        for (int place = 0; place < asked.getStickers().size(); place++) {
            GivenSticker given = asked.getStickers().get(place);
            UUID request = Ids.reply(packId, "given/" + given.getStickerId());
            Optional<String> file =
                    Optional.ofNullable(given.getTelegramFileId()).or(() -> rows.sentFile(given.getStickerId()));
            if (file.isPresent()) {
                candidates.add(new Candidate(
                        request,
                        given.getStickerId(),
                        file.get(),
                        Optional.ofNullable(given.getEmoji())
                                .or(() -> rows.lastEmoji(asked.getUserId()))
                                .orElse(SetEmoji.DEFAULT),
                        null));
            } else {
                without.computeIfAbsent("set_no_file", _ -> new ArrayList<>()).add(place + 1);
            }
        }
        fill(asked, candidates);
        for (int place = 0; place < asked.getStickers().size(); place++) {
            int number = place + 1;
            rows.partOf(Ids.reply(
                            packId, "given/" + asked.getStickers().get(place).getStickerId()))
                    .filter(part -> part.state() == Part.State.FAILED)
                    .ifPresent(part -> without.computeIfAbsent(part.failure(), _ -> new ArrayList<>())
                            .add(number));
        }
        List<StickerSet> sets = rows.ofPack(packId);
        toldOf(asked, sets, List.of());
        answers.done(asked, asked.getStickers().size(), without, sets);
    }

    private void toldOf(StickerSetRequested begun, List<StickerSet> sets, List<PackPart> parts) {
        if (sets.isEmpty()) {
            changes.failed(begun, parts);
        }
        sets.forEach(set -> changes.changed(set.id()));
    }

    /** Puts stickers into the volumes of a pack's set, in their order; what is in them stays. */
    private void fill(StickerSetRequested begun, List<Candidate> candidates) {
        for (int from = 0, volume = 1; from < candidates.size(); from += StickerSet.MOST, volume++) {
            fill(begun, volume, candidates.subList(from, Math.min(candidates.size(), from + StickerSet.MOST)));
        }
    }

    private void fill(StickerSetRequested begun, int volume, List<Candidate> candidates) {
        StickerSet set = rows.set(Ids.setOfPack(begun.getSetId(), volume))
                .orElseGet(() -> rows.beginOfPack(begun, volume, calls.botName()));
        for (Candidate candidate : candidates) {
            if (rows.partOf(candidate.requestId()).isEmpty()) {
                rows.propose(set, candidate);
            }
        }
        additions.fill(set.id());
    }

    private Candidate candidate(StickerSetRequested begun, PackPart part) {
        StickerReady made = Objects.requireNonNull(part.made(), "what was made");
        return new Candidate(
                request(part.packId(), part),
                made.getStickerId(),
                Objects.requireNonNull(part.fileId()),
                SetEmoji.proposed(made.getText(), styles.ofId(made.getStylePresetId()))
                        .or(() -> rows.lastEmoji(begun.getUserId()))
                        .orElse(SetEmoji.DEFAULT),
                made.getText());
    }

    /** The id under which a part is put into its set. */
    private static UUID request(UUID packId, PackPart part) {
        return Ids.reply(packId, "part/" + part.index());
    }

    /** Of each part that is in a set the row may be written, the others have ended; then the person hears of all of them. */
    private void tell(Pack pack, List<PackPart> parts) {
        for (PackPart part : parts) {
            StickerReady made = part.made();
            if (made == null) {
                // Its end was told when it came.
                continue;
            }
            rows.partOf(request(pack.id(), part)).ifPresent(placed -> {
                switch (placed.state()) {
                    case IN -> delivered(made, part, placed);
                    case FAILED -> refused(made, placed.failure());
                    case ADDING, REMOVED, GONE -> {}
                }
            });
        }
        List<StickerSet> sets = rows.ofPack(pack.id());
        toldOf(pack.begun(), sets, parts);
        answers.done(pack, parts, sets, part -> rows.partOf(request(pack.id(), part)));
    }

    /** Its job has ended, as one whose sticker Telegram does not take for a chat. */
    private void refused(StickerReady made, @Nullable String why) {
        var event = DeliveryFailed.newBuilder()
                .setStickerId(made.getStickerId())
                .setJobId(made.getJobId())
                .setSessionId(made.getSessionId())
                .setUserId(made.getUserId())
                .setChatId(made.getChatId())
                .setReason(DeliveryFailure.REFUSED)
                .setDetail(String.valueOf(why))
                .setRequestedAt(made.getRequestedAt())
                .setFailedAt(clock.instant())
                .build();
        events.publish(Topics.DELIVERY_FAILED, made.getChatId(), made.getJobId(), made.getStickerId(), event);
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
                .setPictureJobId(made.getPictureJobId())
                .setPictureProvider(made.getPictureProvider())
                .setPictureModel(made.getPictureModel())
                .setPictureCost(made.getPictureCost())
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
