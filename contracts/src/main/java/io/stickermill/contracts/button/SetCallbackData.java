package io.stickermill.contracts.button;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of a set as text: {@code S}, a letter, the set, and one or two numbers. */
final class SetCallbackData {

    private static final Pattern FORMAT = Pattern.compile(
            "S(?<letter>[a-z]):(?<set>" + ShortId.PATTERN + "):(?<first>\\d{1,9})(\\.(?<second>\\d{1,4}))?");

    private SetCallbackData() {}

    static String write(SetAction action) {
        return switch (action) {
            case SetAction.Show(UUID set, int from) -> write('l', set, from);
            case SetAction.ShowSticker(UUID set, int part) -> write('s', set, part);
            case SetAction.AskTitle(UUID set) -> write('t', set, 0);
            case SetAction.Move(UUID set, int part, int place) -> write('m', set, part, place);
            case SetAction.Picture(UUID set, int part) -> write('i', set, part);
            case SetAction.Remove(UUID set, int part) -> write('r', set, part);
            case SetAction.Emoji(UUID set, int part, int emoji) -> write('e', set, part, emoji);
            case SetAction.SheetCell(UUID pack, SheetSize size, int cell) -> write('x', pack, size.number(), cell);
            case SetAction.MakeSheet(UUID pack, SheetSize size) -> write('k', pack, size.number());
            case SetAction.EndPack(UUID pack) -> write('p', pack, 0);
            case SetAction.Delete(UUID set, boolean confirmed) -> write('d', set, confirmed ? 1 : 0);
        };
    }

    static Optional<SetAction> read(String data) {
        Matcher parts = FORMAT.matcher(data);
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID set = ShortId.read(parts.group("set"));
        int first = Integer.parseInt(parts.group("first"));
        int second = parts.group("second") == null ? 0 : Integer.parseInt(parts.group("second"));
        SetAction action = switch (parts.group("letter")) {
            case "l" -> new SetAction.Show(set, first);
            case "s" -> new SetAction.ShowSticker(set, first);
            case "t" -> new SetAction.AskTitle(set);
            case "m" -> new SetAction.Move(set, first, second);
            case "i" -> new SetAction.Picture(set, first);
            case "r" -> new SetAction.Remove(set, first);
            case "e" -> second < SetEmoji.ALL.size() ? new SetAction.Emoji(set, first, second) : null;
            case "x" ->
                SheetSize.of(first)
                        .filter(size -> second < size.cells())
                        .map(size -> new SetAction.SheetCell(set, size, second))
                        .orElse(null);
            case "k" ->
                SheetSize.of(first)
                        .map(size -> new SetAction.MakeSheet(set, size))
                        .orElse(null);
            case "p" -> new SetAction.EndPack(set);
            case "d" -> new SetAction.Delete(set, first == 1);
            default -> null;
        };
        // One action has one text: requests take their ids from it.
        return Optional.ofNullable(action).filter(read -> write(read).equals(data));
    }

    private static String write(char letter, UUID set, int number) {
        return "S" + letter + ":" + ShortId.write(set) + ":" + number;
    }

    private static String write(char letter, UUID set, int first, int second) {
        return write(letter, set, first) + "." + second;
    }
}
