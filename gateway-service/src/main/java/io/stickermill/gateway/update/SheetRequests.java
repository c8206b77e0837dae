package io.stickermill.gateway.update;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SheetButtons;
import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.pack.Pack;
import io.stickermill.gateway.pack.Sheet;
import io.stickermill.gateway.pack.Sheets;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PackSheetRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pack of one picture with many drawings. Generation finds them and shows them with numbers; the person leaves out what
 * they don't want; then each of the others is asked for as any photo is.
 */
final class SheetRequests {

    private static final Pattern WITHOUT = Pattern.compile(
            "(?:without|except|not|no|без|кроме|не)\\b\\D{0,20}(\\d{1,2}(?:\\D{1,9}\\d{1,2}){0,24})\\D{0,9}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Sheets sheets;
    private final Admission admission;
    private final PhotoRequestEvents photos;
    private final SetRequests sets;
    private final EventPublisher events;
    private final ReplyEvents replies;
    private final ButtonAnswers answers;
    private final String env;
    private final Clock clock;

    SheetRequests(
            Sheets sheets,
            Admission admission,
            PhotoRequestEvents photos,
            SetRequests sets,
            EventPublisher events,
            ReplyEvents replies,
            ButtonAnswers answers,
            String env,
            Clock clock) {
        this.sheets = sheets;
        this.admission = admission;
        this.photos = photos;
        this.sets = sets;
        this.events = events;
        this.replies = replies;
        this.answers = answers;
        this.env = env;
        this.clock = clock;
    }

    /** Has the drawings looked for and shown. The future ends when Kafka has it. */
    CompletableFuture<?> ask(Photo photo, Pack pack) {
        Sender sender = photo.sender();
        var shown = PhotoRequest.inMessage(
                pack.id(), pack.asker(), photo.messageId(), photo.fileId(), AskedOptions.DEFAULT, photo.sentAt());
        Optional<AdmissionRefusal> refusal = admission.refusalToShow(shown);
        if (refusal.isPresent()) {
            return replies.refuse(sender, photo.messageId(), refusal.get(), photo.sentAt());
        }
        sheets.note(new Sheet(pack, photo.fileId(), Set.of(), null));
        var request = PackSheetRequested.newBuilder()
                .setRequestId(pack.id())
                .setUserId(pack.asker().userId())
                .setTelegramUserId(pack.asker().telegramUserId())
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setMessageId(photo.messageId())
                .setThreadId(sender.threadId())
                .setLanguage(sender.language())
                .setPhotoFileId(photo.fileId())
                .setRequestedAt(photo.sentAt())
                .build();
        return events.publishAsync(Topics.PACK_SHEET_REQUESTS, sender.chatId(), null, null, request);
    }

    /** Leaves a drawing out, or takes it in again. */
    CompletableFuture<?> toggle(SetAction.SheetCell cell, Button button) {
        String why = whyNot(sheets.find(cell.setId()), button);
        if (why != null) {
            return answers.only(button, why);
        }
        sheets.toggle(cell.setId(), cell.cell(), button.callbackId());
        Sheet sheet = sheets.find(cell.setId()).orElseThrow();
        return answers.after(replies.buttons(button, buttons(sheet, cell.size()), clock.instant()), button, "");
    }

    /** What a person says of the sheet that they sent last: which of its drawings they don't want. Empty for other talk. */
    Optional<CompletableFuture<?>> without(Said said, Asker asker) {
        Matcher words = WITHOUT.matcher(said.text().strip());
        if (!words.matches()) {
            return Optional.empty();
        }
        Set<Integer> cells = NUMBER.matcher(words.group(1))
                .results()
                .map(found -> Integer.parseInt(found.group()) - 1)
                .filter(cell -> cell >= 0 && cell < SheetSize.MOST)
                .collect(Collectors.toCollection(TreeSet::new));
        return sheets.last(asker).map(sheet -> {
            sheets.leaveOut(sheet.pack().id(), cells);
            String numbers =
                    cells.stream().map(cell -> Integer.toString(cell + 1)).collect(Collectors.joining(", "));
            return replies.explain(
                    said.sender(),
                    said.messageId(),
                    Ids.reply(sheet.pack().id(), "without/" + said.messageId()),
                    "sheet_without",
                    said.sentAt(),
                    numbers);
        });
    }

    /** Asks for a sticker of each drawing that is wanted. Pressed once more, it asks for the same. */
    CompletableFuture<?> make(SetAction.MakeSheet wanted, Button button) {
        Optional<Sheet> found = sheets.find(wanted.setId());
        String why = whyNot(found, button);
        if (why != null) {
            return answers.only(button, why);
        }
        if (cells(found.orElseThrow(), wanted.size()).isEmpty()) {
            return answers.only(button, "button_sheet_empty");
        }
        sheets.make(wanted.setId(), wanted.size());
        Sheet sheet = sheets.find(wanted.setId()).orElseThrow();
        return answers.after(made(sheet, wanted.size(), button), button, answers.text(button, "button_pack_done"));
    }

    private CompletableFuture<?> made(Sheet sheet, SheetSize size, Button button) {
        Pack pack = sheet.pack();
        Instant now = clock.instant();
        List<CompletableFuture<?>> published = new ArrayList<>();
        int parts = 0;
        for (int cell : cells(sheet, size)) {
            switch (admission.open(drawing(sheet, parts, cell, now), env)) {
                case Decision.Admitted(PhotoRequest admitted) -> {
                    parts++;
                    published.add(photos.publish(admitted, pack.chatKind(), pack.threadId(), pack.language()));
                }
                case Decision.Refused(AdmissionRefusal refusal) ->
                    published.add(replies.refuse(button.sender(), pack.messageId(), refusal, now));
            }
        }
        if (parts > 0) {
            var whole = new Pack(
                    pack.id(),
                    pack.asker(),
                    pack.chatKind(),
                    pack.threadId(),
                    pack.messageId(),
                    pack.language(),
                    pack.title(),
                    null,
                    parts);
            published.add(sets.packBegun(whole, now));
            published.add(sets.packEnded(whole, now));
            published.add(replies.buttons(button, List.of(), now));
        }
        return CompletableFuture.allOf(published.toArray(CompletableFuture[]::new));
    }

    private static PhotoRequest drawing(Sheet sheet, int index, int cell, Instant at) {
        Pack pack = sheet.pack();
        return PhotoRequest.inMessage(
                        Ids.drawing(pack.id(), cell),
                        pack.asker(),
                        pack.messageId(),
                        sheet.fileId(),
                        AskedOptions.DEFAULT,
                        at)
                .in(Ids.session(pack.id()))
                .asPart(new PackPart(pack.id(), index, cell));
    }

    private static List<Integer> cells(Sheet sheet, SheetSize size) {
        List<Integer> cells = new ArrayList<>();
        for (int cell = 0; cell < size.cells(); cell++) {
            if (!sheet.without().contains(cell)) {
                cells.add(cell);
            }
        }
        return cells;
    }

    /** The key of the text that says why a button does nothing. */
    private static @Nullable String whyNot(Optional<Sheet> sheet, Button button) {
        if (sheet.isEmpty()) {
            return "button_unknown";
        }
        Asker asker = sheet.get().pack().asker();
        if (asker.telegramUserId() != button.sender().userId()
                || asker.chatId() != button.sender().chatId()) {
            return "button_not_yours";
        }
        return null;
    }

    private List<ReplyButton> buttons(Sheet sheet, SheetSize size) {
        return sheet.made() != null
                ? List.of()
                : SheetButtons.of(
                                sheet.pack().id(),
                                size,
                                sheet.without(),
                                answers.texts().get(sheet.pack().language(), "sheet_button_make"))
                        .stream()
                        .map(button -> new ReplyButton(button.row(), button.text(), button.data(), null))
                        .toList();
    }
}
