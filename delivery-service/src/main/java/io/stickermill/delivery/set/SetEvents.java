package io.stickermill.delivery.set;

import io.stickermill.delivery.set.PackRows.Pack;
import io.stickermill.delivery.set.PackRows.PackPart;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerSetChanged;
import io.stickermill.schemas.StickerSetPart;
import io.stickermill.schemas.StickerSetPartState;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.StickerSetState;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells whoever shows sets what has become of one: the whole of it, each time. Used under the claim on the sets' owner. */
final class SetEvents {

    private final EventPublisher events;
    private final SetRows sets;
    private final PackRows packs;
    private final Clock clock;

    SetEvents(EventPublisher events, SetRows sets, PackRows packs, Clock clock) {
        this.events = events;
        this.sets = sets;
        this.packs = packs;
        this.clock = clock;
    }

    /** The set is as its rows say. */
    void changed(UUID setId) {
        sets.set(setId).ifPresent(set -> publish(snapshot(set)));
    }

    /** A request came to nothing. Whose set it is not, its asker is not told what is in it. */
    void refused(StickerSetRequested asked, String why) {
        UUID setId = asked.getSetId();
        if (setId != null) {
            sets.set(setId)
                    .filter(set -> set.userId().equals(asked.getUserId()))
                    .ifPresent(set -> publish(snapshot(set)
                            .setRefusedRequestId(asked.getRequestId())
                            .setRefusal(why)));
        }
    }

    /** How far the photos of a pack are: told of its first set, which is not there yet. */
    void making(Pack pack, List<PackPart> parts) {
        publish(ofPack(pack.begun())
                .setPhotos(pack.parts())
                .setParts(parts.stream().map(SetEvents::of).toList()));
    }

    /** A set of stickers that there are has been asked for. */
    void begun(StickerSetRequested asked) {
        if (sets.set(Ids.setOfPack(asked.getSetId(), 1)).isEmpty()) {
            publish(ofPack(asked));
        }
    }

    /** Of all that a set was to be made of, nothing can be in one. */
    void failed(StickerSetRequested begun, List<PackPart> parts) {
        publish(ofPack(begun)
                .setState(StickerSetState.FAILED)
                .setPhotos(parts.isEmpty() ? null : parts.size())
                .setParts(parts.stream().map(SetEvents::of).toList()));
    }

    private static StickerSetChanged.Builder ofPack(StickerSetRequested begun) {
        return StickerSetChanged.newBuilder()
                .setSetId(Ids.setOfPack(begun.getSetId(), 1))
                .setPackBatchId(begun.getSetId())
                .setTitle(begun.getTitle())
                .setState(StickerSetState.MAKING)
                .setUserId(begun.getUserId())
                .setTelegramUserId(begun.getTelegramUserId());
    }

    private StickerSetChanged.Builder snapshot(StickerSet set) {
        List<PackPart> photos = set.packId() == null ? List.of() : packs.parts(set.packId());
        List<StickerSetPart> parts = new ArrayList<>();
        sets.parts(set.id()).stream()
                .filter(part -> part.state() != Part.State.REMOVED && part.state() != Part.State.GONE)
                .sorted(Comparator.comparingInt((Part part) -> part.state() == Part.State.IN ? 0 : 1)
                        .thenComparing(Part::place, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparingInt(Part::number))
                .forEach(part -> parts.add(of(part, photo(photos, part))));
        if (set.packId() != null && set.id().equals(Ids.setOfPack(set.packId(), 1))) {
            photos.stream()
                    .filter(photo -> photo.failure() != null)
                    .map(SetEvents::of)
                    .forEach(parts::add);
        }
        return StickerSetChanged.newBuilder()
                .setSetId(set.id())
                .setPackBatchId(set.packId())
                .setPhotos(
                        set.packId() == null
                                ? null
                                : packs.find(set.packId()).map(Pack::parts).orElse(null))
                .setUserId(set.userId())
                .setTelegramUserId(set.owner())
                .setName(set.name())
                .setTitle(set.title())
                .setState(
                        switch (set.state()) {
                            case CREATING -> StickerSetState.MAKING;
                            case OPEN -> StickerSetState.OPEN;
                            case DELETED -> StickerSetState.DELETED;
                            case FAILED -> StickerSetState.FAILED;
                        })
                .setParts(parts);
    }

    private static Optional<PackPart> photo(List<PackPart> photos, Part part) {
        return photos.stream()
                .filter(photo ->
                        photo.made() != null && photo.made().getStickerId().equals(part.stickerId()))
                .findFirst();
    }

    private static StickerSetPart of(Part part, Optional<PackPart> photo) {
        return StickerSetPart.newBuilder()
                .setPhoto(photo.map(PackPart::index).orElse(null))
                .setJobId(photo.map(PackPart::jobId).orElse(null))
                .setNumber(part.number())
                .setStickerId(part.stickerId())
                .setEmoji(part.emoji())
                .setState(
                        switch (part.state()) {
                            case IN -> StickerSetPartState.IN;
                            case ADDING -> StickerSetPartState.READY;
                            case FAILED, REMOVED, GONE -> StickerSetPartState.FAILED;
                        })
                .setFailure(part.failure())
                .setTelegramFileId(part.fileId())
                .build();
    }

    private static StickerSetPart of(PackPart photo) {
        return StickerSetPart.newBuilder()
                .setPhoto(photo.index())
                .setJobId(photo.jobId())
                .setStickerId(stickerId(photo))
                .setState(
                        photo.failure() != null
                                ? StickerSetPartState.FAILED
                                : photo.isOpen() ? StickerSetPartState.MAKING : StickerSetPartState.READY)
                .setFailure(photo.failure())
                .build();
    }

    private static @Nullable UUID stickerId(PackPart photo) {
        return photo.made() == null ? null : photo.made().getStickerId();
    }

    private void publish(StickerSetChanged.Builder changed) {
        StickerSetChanged event = changed.setChangedAt(clock.instant()).build();
        events.publish(Topics.SET_CHANGES, event.getTelegramUserId(), (UUID) null, null, event);
    }
}
