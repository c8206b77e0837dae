package io.stickermill.history.library;

import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.favourite.Favourites;
import io.stickermill.history.generation.Generation;
import io.stickermill.history.library.LibraryItems.Facts;
import io.stickermill.history.library.LibraryItems.Item;
import io.stickermill.history.set.SetPart;
import io.stickermill.history.set.Sets;
import io.stickermill.history.set.StickerSet;
import io.stickermill.history.sticker.Sticker;
import io.stickermill.schemas.StickerSetPartState;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Things of a library as the page is told of them; what is not known is absent. Addresses are those of the library's own API. */
class LibraryViews {

    /** Small pictures by which a set is shown. */
    private static final int PREVIEWS = 4;

    private final StickerStyles styles;
    private final LibraryItems items;
    private final Favourites favourites;
    private final Prices prices;
    private final CreditMoves credits;

    LibraryViews(StickerStyles styles, LibraryItems items, Favourites favourites, Prices prices, CreditMoves credits) {
        this.styles = styles;
        this.items = items;
        this.favourites = favourites;
        this.prices = prices;
        this.credits = credits;
    }

    /**
     * A tile of the grid.
     *
     * @param kind sticker, picture, video or set
     * @param previews of a set's first stickers
     * @param count of a set's stickers
     */
    record ItemView(
            String kind,
            UUID id,
            Instant createdAt,
            @Nullable String title,
            @Nullable String style,
            @Nullable String styleTitle,
            @Nullable String text,
            @Nullable Boolean favourite,
            @Nullable String status,
            @Nullable String preview,
            @Nullable List<String> previews,
            @Nullable Integer count) {}

    ItemView item(Item item, Person person) {
        boolean sticker = item.kind().equals("sticker");
        List<SetPart> parts = item.parts() == null ? null : inSet(Sets.parts(item.parts()));
        return new ItemView(
                item.kind(),
                item.id(),
                item.createdAt(),
                item.title(),
                item.style(),
                styleTitle(item.style(), person),
                item.text(),
                sticker ? item.favourite() : null,
                item.status(),
                sticker ? picture(item.id()) : item.thumbnail() == null ? null : generation(item.id(), "thumbnail"),
                parts == null
                        ? null
                        : parts.stream()
                                .map(SetPart::stickerId)
                                .filter(Objects::nonNull)
                                .limit(PREVIEWS)
                                .map(LibraryViews::picture)
                                .toList(),
                parts == null ? null : parts.size());
    }

    /**
     * A sticker.
     *
     * @param prompt what a model was told, or what was written with the photo
     * @param cost in US dollars; where people pay with credits, that is not theirs to know
     * @param credits that it has cost, as text
     * @param canAgain whether another can be asked for
     */
    record StickerDetail(
            String kind,
            UUID id,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            String style,
            @Nullable String styleTitle,
            @Nullable String prompt,
            @Nullable String text,
            @Nullable String shape,
            @Nullable Boolean outline,
            int variant,
            @Nullable Long totalMs,
            @Nullable BigDecimal cost,
            @Nullable String credits,
            @Nullable String setName,
            boolean favourite,
            String preview,
            String file,
            boolean canAgain) {}

    StickerDetail detail(Sticker sticker, Person person) {
        Facts facts = items.facts(sticker.id());
        return new StickerDetail(
                "sticker",
                sticker.id(),
                sticker.createdAt(),
                sticker.deliveredAt(),
                sticker.style(),
                styleTitle(sticker.style(), person),
                facts.prompt(),
                sticker.text(),
                sticker.shape(),
                sticker.outline(),
                sticker.variant(),
                facts.totalMillis(),
                prices.areOn() ? null : facts.cost(),
                sticker.jobId() == null
                        ? null
                        : credits.spentOn(sticker.jobId())
                                .map(BigDecimal::toPlainString)
                                .orElse(null),
                sticker.stickerSetName(),
                favourites.isMarked(person.userId(), sticker.id()),
                picture(sticker.id()),
                picture(sticker.id()),
                sticker.jobId() != null);
    }

    /**
     * A picture or video that a model has made.
     *
     * @param cost in US dollars, where it is paid; where people pay with credits, that is not theirs to know
     * @param reason why there is none, as one word
     * @param stickerId the sticker that it became
     */
    record GenerationDetail(
            String kind,
            UUID id,
            String status,
            String style,
            @Nullable String styleTitle,
            String provider,
            String model,
            String prompt,
            @Nullable BigDecimal cost,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable Long queueMs,
            @Nullable Long runMs,
            @Nullable String reason,
            @Nullable String preview,
            @Nullable String file,
            @Nullable UUID stickerId) {}

    GenerationDetail detail(Generation made, Person person) {
        return new GenerationDetail(
                made.kind().equals("video") ? "video" : "picture",
                made.id(),
                made.status().word(),
                made.style(),
                styleTitle(made.style(), person),
                made.provider(),
                made.model(),
                made.prompt(),
                made.paid() && !prices.areOn() ? made.price() : null,
                made.createdAt(),
                made.endedAt(),
                between(made.createdAt(), made.startedAt()),
                between(made.startedAt(), made.madeAt()),
                made.reason(),
                made.previewKey() == null ? null : generation(made.id(), "preview"),
                made.assetKey() == null ? null : generation(made.id(), "file"),
                items.stickerOfJob(made.jobId(), person.userId()).orElse(null));
    }

    record SetDetail(
            String kind,
            UUID id,
            String title,
            String state,
            @Nullable URI link,
            int count,
            List<SetSticker> stickers) {}

    record SetSticker(
            @Nullable UUID stickerId,
            @Nullable String emoji,
            @Nullable String preview) {}

    SetDetail detail(StickerSet set, Person person) {
        List<SetPart> parts = inSet(set.parts());
        List<UUID> known = items.among(
                person.userId(),
                parts.stream().map(SetPart::stickerId).filter(Objects::nonNull).toList());
        return new SetDetail(
                "set",
                set.id(),
                set.title(),
                set.state().word(),
                set.link(),
                parts.size(),
                parts.stream().map(part -> shown(part, known)).toList());
    }

    private static SetSticker shown(SetPart part, List<UUID> known) {
        UUID sticker = part.stickerId();
        return sticker == null || !known.contains(sticker)
                ? new SetSticker(null, part.emoji(), null)
                : new SetSticker(sticker, part.emoji(), picture(sticker));
    }

    /** The title of a style in the person's language; its id where there is no such style any more. */
    @Nullable
    String styleTitle(@Nullable String id, Person person) {
        return id == null
                ? null
                : styles.ofId(id).map(style -> style.title(person.language())).orElse(id);
    }

    /**
     * A style to choose.
     *
     * @param price in US dollars; absent for nothing, and where people pay with credits
     * @param credits that it costs, as text; absent for nothing
     */
    record StyleView(
            String id,
            String title,
            @Nullable BigDecimal price,
            @Nullable String credits) {

        /** One that only things are looked for by. */
        StyleView(String id, String title) {
            this(id, title, null, null);
        }
    }

    List<StyleView> styles(Person person) {
        return styles.all().stream()
                .map(style -> new StyleView(
                        style.id(),
                        style.title(person.language()),
                        prices.areOn() ? null : aboveZero(style.price()),
                        style instanceof RemoteStyle remote ? credits(remote) : null))
                .toList();
    }

    boolean isStyle(String id) {
        return styles.ofId(id).isPresent();
    }

    private @Nullable String credits(RemoteStyle style) {
        BigDecimal price = aboveZero(prices.of(style));
        return price == null ? null : price.toPlainString();
    }

    private static @Nullable BigDecimal aboveZero(BigDecimal price) {
        return price.signum() == 0 ? null : price;
    }

    private static List<SetPart> inSet(List<SetPart> parts) {
        return parts.stream().filter(part -> part.is(StickerSetPartState.IN)).toList();
    }

    private static String picture(UUID stickerId) {
        return LibraryGate.API + "stickers/" + stickerId + "/picture";
    }

    private static String generation(UUID id, String what) {
        return LibraryGate.API + "generations/" + id + "/" + what;
    }

    private static @Nullable Long between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Math.max(0, Duration.between(from, to).toMillis());
    }
}
