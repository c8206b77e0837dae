package io.stickermill.history.library;

import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.generation.Generation;
import io.stickermill.history.generation.Generations;
import io.stickermill.history.library.LibraryItems.Counts;
import io.stickermill.history.library.LibraryItems.Item;
import io.stickermill.history.library.LibraryItems.Kind;
import io.stickermill.history.library.LibraryItems.Wish;
import io.stickermill.history.library.LibraryViews.GenerationDetail;
import io.stickermill.history.library.LibraryViews.ItemView;
import io.stickermill.history.library.LibraryViews.SetDetail;
import io.stickermill.history.library.LibraryViews.StickerDetail;
import io.stickermill.history.library.LibraryViews.StyleView;
import io.stickermill.history.page.Paging;
import io.stickermill.history.set.Sets;
import io.stickermill.history.statistics.Statistics;
import io.stickermill.history.sticker.Deletion;
import io.stickermill.history.sticker.Sticker;
import io.stickermill.history.sticker.StickerList;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.LibraryRequestKind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the page asks. Each thing is looked up as the person's own: another's is as unknown as one that there is not. */
@RestController
@RequestMapping("/library/api")
class LibraryController {

    private static final int LONGEST_WORDS = 100;
    private static final int MOST_DAYS = 366;

    private final LibraryItems items;
    private final LibraryViews views;
    private final LibraryFiles files;
    private final LibraryRequests requests;
    private final StickerList stickers;
    private final Generations generations;
    private final Sets sets;
    private final Deletion deletion;
    private final Statistics statistics;
    private final Prices prices;
    private final CreditMoves credits;
    private final Clock clock;

    LibraryController(
            LibraryItems items,
            LibraryViews views,
            LibraryFiles files,
            LibraryRequests requests,
            StickerList stickers,
            Generations generations,
            Sets sets,
            Deletion deletion,
            Statistics statistics,
            Prices prices,
            CreditMoves credits,
            Clock clock) {
        this.items = items;
        this.views = views;
        this.files = files;
        this.requests = requests;
        this.stickers = stickers;
        this.generations = generations;
        this.sets = sets;
        this.deletion = deletion;
        this.statistics = statistics;
        this.prices = prices;
        this.credits = credits;
        this.clock = clock;
    }

    /** @param credits that the person has to order with, as text; absent where nothing costs any */
    record Me(
            String language,
            List<StyleView> styles,
            List<StyleView> usedStyles,
            Counts counts,
            @Nullable String credits) {}

    @GetMapping("/me")
    Me me(@RequestAttribute(Person.ATTRIBUTE) Person person) {
        return new Me(
                person.language(),
                views.styles(person),
                items.styles(person.userId()).stream()
                        .sorted()
                        .map(id -> new StyleView(id, String.valueOf(views.styleTitle(id, person))))
                        .toList(),
                items.counts(person.userId()),
                prices.areOn() ? credits.balance(person.userId()).free().toPlainString() : null);
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record Items(List<ItemView> items, @Nullable String next) {}

    @GetMapping("/items")
    Items items(
            @RequestAttribute(Person.ATTRIBUTE) Person person,
            @RequestParam(defaultValue = "all") String kind,
            @RequestParam(required = false) @Nullable String style,
            @RequestParam(defaultValue = "false") boolean favourite,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable UUID set,
            @RequestParam(defaultValue = "60") int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        String words = text == null || text.isBlank() ? null : text.strip();
        if (words != null && (words.length() > LONGEST_WORDS || words.indexOf('\0') >= 0)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "text", "text has at most " + LONGEST_WORDS + " characters");
        }
        String wanted = style == null || style.isBlank() ? null : style;
        if (wanted != null && !StickerStyle.ID.matcher(wanted).matches()) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "style", "style is not what styles are called");
        }
        var wish = new Wish(kinds(kind), wanted, favourite, words, set);
        List<Item> found = items.page(person.userId(), wish, paging);
        return new Items(
                found.stream().map(item -> views.item(item, person)).toList(), paging.next(found, Item::place));
    }

    private static Set<Kind> kinds(String word) {
        if (word.equals("all")) {
            return EnumSet.allOf(Kind.class);
        }
        try {
            return EnumSet.of(Kind.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "kind", "kind must be all, sticker, picture, video or set");
        }
    }

    @GetMapping("/stickers/{id}")
    StickerDetail sticker(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        return views.detail(own(id, person), person);
    }

    @GetMapping("/stickers/{id}/picture")
    void picture(
            @RequestAttribute(Person.ATTRIBUTE) Person person,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean download,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletResponse response)
            throws IOException {
        List<String> key = known(own(id, person).resultStoragePath());
        files.send(new LibraryFiles.Wanted(person, key, id, download, range), response);
    }

    @GetMapping("/generations/{id}")
    GenerationDetail generation(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        return views.detail(ownGeneration(id, person), person);
    }

    @GetMapping("/generations/{id}/{what:thumbnail|preview|file}")
    void file(
            @RequestAttribute(Person.ATTRIBUTE) Person person,
            @PathVariable UUID id,
            @PathVariable String what,
            @RequestParam(defaultValue = "false") boolean download,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletResponse response)
            throws IOException {
        Generation made = ownGeneration(id, person);
        // A picture is its own preview where there is no smaller one; a video can't be.
        String picture = made.kind().equals("video") ? null : made.assetKey();
        List<String> keys = switch (what) {
            case "thumbnail" -> known(made.thumbnailKey(), made.previewKey(), picture);
            case "preview" -> known(made.previewKey(), picture);
            default -> known(made.assetKey());
        };
        files.send(new LibraryFiles.Wanted(person, keys, id, download, range), response);
    }

    private static List<String> known(@Nullable String... keys) {
        return Stream.of(keys).filter(Objects::nonNull).toList();
    }

    @GetMapping("/sets/{id}")
    SetDetail set(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        return sets.find(id)
                .filter(set -> set.userId().equals(person.userId()))
                .map(set -> views.detail(set, person))
                .orElseThrow(() -> unknown("set"));
    }

    @PutMapping("/stickers/{id}/favourite")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mark(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        requests.mark(own(id, person), person, true, clock.instant());
    }

    @DeleteMapping("/stickers/{id}/favourite")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unmark(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        requests.mark(own(id, person), person, false, clock.instant());
    }

    /** From its chat, too. */
    @DeleteMapping("/stickers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        deletion.delete(own(id, person));
    }

    /**
     * Something that is done in the chat.
     *
     * @param action send, again, restyle or add_to_set
     * @param style that is wanted, for restyle
     * @param requestId made by the page: the same wish sent once more has the same
     */
    record Wanted(
            @Nullable String action,
            @Nullable String style,
            @Nullable UUID requestId) {}

    @PostMapping("/stickers/{id}/actions")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void act(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id, @RequestBody Wanted wanted) {
        Sticker sticker = own(id, person);
        if (wanted.requestId() == null) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "request_id", "request_id is missing");
        }
        LibraryRequestKind kind = switch (String.valueOf(wanted.action())) {
            case "send" -> LibraryRequestKind.SEND;
            case "again" -> LibraryRequestKind.AGAIN;
            case "restyle" -> LibraryRequestKind.RESTYLE;
            case "add_to_set" -> LibraryRequestKind.ADD_TO_SET;
            default ->
                throw Problems.of(
                        HttpStatus.BAD_REQUEST, "action", "action must be send, again, restyle or add_to_set");
        };
        boolean restyles = kind == LibraryRequestKind.RESTYLE;
        if (restyles && (wanted.style() == null || !views.isStyle(wanted.style()))) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "style", "There is no such style.");
        }
        requests.ask(kind, sticker, person, wanted.requestId(), restyles ? wanted.style() : null);
    }

    /**
     * What the person has in credits, as far as it was told here: a moment behind the books. Amounts are text, so that nobody reads
     * them as a double.
     *
     * @param next to be passed as {@code after} for the next page; absent on the last
     */
    record Statement(
            String free,
            String reserved,
            List<Line> lines,
            @Nullable String next) {}

    /**
     * A line of it.
     *
     * @param amount below zero where it was spent or taken
     * @param stickerId that it was spent for
     */
    record Line(
            String kind,
            String amount,
            Instant at,
            @Nullable UUID stickerId) {}

    @GetMapping("/credits")
    Statement credits(
            @RequestAttribute(Person.ATTRIBUTE) Person person,
            @RequestParam(defaultValue = "30") int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (!prices.areOn()) {
            throw Problems.of(HttpStatus.NOT_FOUND, "Nothing costs credits here.");
        }
        Paging paging = Paging.of(limit, after);
        UUID userId = person.userId();
        CreditMoves.Balance balance = credits.balance(userId);
        List<CreditMoves.Line> found = credits.statement(userId, paging);
        List<Line> lines = found.stream()
                .map(line -> new Line(line.kind(), line.amount().toPlainString(), line.at(), stickerOf(line, userId)))
                .toList();
        return new Statement(
                balance.free().toPlainString(),
                balance.reserved().toPlainString(),
                lines,
                paging.next(found, CreditMoves.Line::place));
    }

    private @Nullable UUID stickerOf(CreditMoves.Line line, UUID userId) {
        return line.jobId() == null
                ? null
                : items.stickerOfJob(line.jobId(), userId).orElse(null);
    }

    /** @param days those on which something was asked for, newest first, by style */
    record Made(LocalDate from, LocalDate to, long made, long failed, List<Day> days) {}

    record Day(LocalDate day, String style, String styleTitle, long made, long failed) {}

    @GetMapping("/statistics")
    Made statistics(@RequestAttribute(Person.ATTRIBUTE) Person person, @RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "days", "days must be 1 to " + MOST_DAYS);
        }
        LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = last.minusDays(days - 1L);
        List<Day> found = statistics.ofUser(person.userId(), first, last).stream()
                .map(day -> new Day(
                        day.day(),
                        day.style(),
                        String.valueOf(views.styleTitle(day.style(), person)),
                        day.made(),
                        day.failed()))
                .toList();
        return new Made(
                first,
                last,
                found.stream().mapToLong(Day::made).sum(),
                found.stream().mapToLong(Day::failed).sum(),
                found);
    }

    /** Not one that is deleted: for its owner it is gone. */
    private Sticker own(UUID id, Person person) {
        return stickers.find(id)
                .filter(sticker -> sticker.userId().equals(person.userId()) && sticker.deletedAt() == null)
                .orElseThrow(() -> unknown("sticker"));
    }

    private Generation ownGeneration(UUID id, Person person) {
        return generations
                .find(id)
                .filter(made -> made.userId().equals(person.userId()))
                .orElseThrow(() -> unknown("picture"));
    }

    private static ErrorResponseException unknown(String what) {
        return Problems.of(HttpStatus.NOT_FOUND, "There is no such " + what + " in this library (any more).");
    }
}
