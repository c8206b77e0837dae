package io.stickermill.contracts.button;

import io.stickermill.contracts.button.StickerMenu.Next;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.schemas.StickerMode;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Actions as text: a letter, the job in 22 characters instead of 36, and what else there is to say. */
final class CallbackData {

    private static final Pattern FORMAT =
            Pattern.compile("(?<letter>[a-z]):(?<job>" + ShortId.PATTERN + "):(?<rest>[a-z0-9.-]{1,30})");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private static final Pattern MENU = Pattern.compile(
            "(?<style>[a-z0-9-]+)\\.(?<outline>[01])(?<next>[nar])(?<offered>[ckwx])(?<variant>\\d{1,4})");

    private CallbackData() {}

    static String write(ButtonAction action) {
        return switch (action) {
            case ButtonAction.Again(UUID job, int variant) -> write('a', job, variant);
            case ButtonAction.ReadyMade(UUID job, int variant) -> write('r', job, variant);
            case ButtonAction.Restyle(UUID job, String style) -> write('s', job, style);
            case ButtonAction.Outline(UUID job, boolean wanted) -> write('o', job, wanted ? 1 : 0);
            case ButtonAction.Reshape(UUID job, StickerMode mode) -> write('m', job, letter(mode));
            case ButtonAction.AskText(UUID job) -> write('t', job, 0);
            case ButtonAction.ShowStyles(StickerMenu menu) -> write('p', menu.jobId(), write(menu));
            case ButtonAction.CloseStyles(UUID job) -> write('x', job, 0);
            case ButtonAction.ShowMenu(StickerMenu menu) -> write('b', menu.jobId(), write(menu));
            case ButtonAction.ShowPrompt(UUID job) -> write('q', job, 0);
            case ButtonAction.AddToSet(UUID job, int index) -> write('k', job, index);
            case ButtonAction.Delete(UUID job, int index) -> write('d', job, index);
            case ButtonAction.Cancel(UUID job, boolean album) -> write('c', job, album ? 1 : 0);
        };
    }

    static Optional<ButtonAction> read(String data) {
        Matcher parts = FORMAT.matcher(data);
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID job = ShortId.read(parts.group("job"));
        String rest = parts.group("rest");
        Optional<? extends ButtonAction> action = switch (parts.group("letter")) {
            case "a" -> number(rest).map(variant -> new ButtonAction.Again(job, variant));
            case "r" -> number(rest).map(variant -> new ButtonAction.ReadyMade(job, variant));
            case "s" -> style(rest).map(style -> new ButtonAction.Restyle(job, style));
            case "o" -> number(rest).map(wanted -> new ButtonAction.Outline(job, wanted == 1));
            case "m" -> Optional.ofNullable(mode(rest)).map(mode -> new ButtonAction.Reshape(job, mode));
            case "t" -> Optional.of(new ButtonAction.AskText(job));
            case "p" -> menu(job, rest).map(ButtonAction.ShowStyles::new);
            case "x" -> Optional.of(new ButtonAction.CloseStyles(job));
            case "b" -> menu(job, rest).map(ButtonAction.ShowMenu::new);
            case "q" -> Optional.of(new ButtonAction.ShowPrompt(job));
            case "k" -> number(rest).map(index -> new ButtonAction.AddToSet(job, index));
            case "d" -> number(rest).map(index -> new ButtonAction.Delete(job, index));
            case "c" -> number(rest).map(album -> new ButtonAction.Cancel(job, album == 1));
            default -> Optional.empty();
        };
        // One action has one text: jobs take their ids from it.
        return action.filter(read -> write(read).equals(data)).map(read -> read);
    }

    private static String write(char letter, UUID job, Object rest) {
        return letter + ":" + ShortId.write(job) + ":" + rest;
    }

    private static Optional<String> style(String text) {
        return StickerStyle.ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static String write(StickerMenu menu) {
        char next = switch (menu.next()) {
            case NONE -> 'n';
            case AGAIN -> 'a';
            case READY_MADE -> 'r';
        };
        return menu.style() + "." + (menu.outline() ? 1 : 0) + next + letter(menu.offered()) + menu.variant();
    }

    private static Optional<StickerMenu> menu(UUID job, String text) {
        Matcher parts = MENU.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Next next = switch (parts.group("next")) {
            case "a" -> Next.AGAIN;
            case "r" -> Next.READY_MADE;
            default -> Next.NONE;
        };
        return style(parts.group("style"))
                .map(style -> new StickerMenu(
                        job,
                        style,
                        parts.group("outline").equals("1"),
                        next,
                        Integer.parseInt(parts.group("variant")),
                        mode(parts.group("offered"))));
    }

    private static char letter(@Nullable StickerMode mode) {
        return switch (mode) {
            case CUT_OUT -> 'c';
            case CARD -> 'k';
            case CUT_OUT_ANYWAY -> 'w';
            case null -> 'x';
        };
    }

    private static @Nullable StickerMode mode(String letter) {
        return switch (letter) {
            case "c" -> StickerMode.CUT_OUT;
            case "k" -> StickerMode.CARD;
            case "w" -> StickerMode.CUT_OUT_ANYWAY;
            default -> null;
        };
    }
}
