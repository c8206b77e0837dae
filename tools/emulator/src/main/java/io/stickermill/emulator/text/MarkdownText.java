package io.stickermill.emulator.text;

import io.stickermill.emulator.api.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code parse_mode} MarkdownV2: core.telegram.org/bots/api#markdownv2-style, with the words of tdlib's errors. */
final class MarkdownText {
    private static final String RESERVED = "_*[]()~`>#+-=|{}.!";
    private static final Pattern LANGUAGE = Pattern.compile("([^\\s`]+)\\n");
    private static final String EMOJI_LINK = "tg://emoji?id=";

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<FormattedText.Entity> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private int quoteFrom = -1;

    private MarkdownText(String source) {
        this.source = source;
    }

    private enum Style {
        BOLD("bold", "Bold", "*"),
        ITALIC("italic", "Italic", "_"),
        UNDERLINE("underline", "Underline", "__"),
        STRIKETHROUGH("strikethrough", "Strikethrough", "~"),
        SPOILER("spoiler", "Spoiler", "||"),
        CODE("code", "Code", "`"),
        PRE("pre", "Pre", "```"),
        LINK("text_link", "TextUrl", "]"),
        EMOJI("custom_emoji", "CustomEmoji", "]");

        private final String type;
        private final String title;
        private final String end;

        Style(String type, String title, String end) {
            this.type = type;
            this.title = title;
            this.end = end;
        }

        private boolean isCode() {
            return this == CODE || this == PRE;
        }
    }

    private record Open(Style style, int offset, int begin, String language) {}

    /** @throws Refusal 400 */
    static FormattedText parse(String source) {
        return new MarkdownText(source).parse();
    }

    private FormattedText parse() {
        while (at < source.length()) {
            step();
        }
        if (!open.isEmpty()) {
            Open left = open.peek();
            throw FormattedText.unreadable("Can't find end of " + left.style().title + " entity at byte offset "
                    + FormattedText.byteOffset(source, left.begin()));
        }
        endQuote();
        return new FormattedText(text.toString(), entities);
    }

    private void step() {
        char c = source.charAt(at);
        Open inner = open.peek();
        boolean inCode = inner != null && inner.style().isCode();
        if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) < 127) {
            text.append(source.charAt(at + 1));
            at += 2;
        } else if (inner != null && ends(inner)) {
            close(open.pop());
        } else if (inCode ? c != '`' : RESERVED.indexOf(c) < 0) {
            plain(c);
        } else if (c == '>' && open.isEmpty() && (at == 0 || source.charAt(at - 1) == '\n')) {
            quoteFrom = quoteFrom < 0 ? text.length() : quoteFrom;
            at++;
        } else {
            begin(c);
        }
    }

    private void plain(char c) {
        text.append(c);
        at++;
        if (c == '\n' && quoteFrom >= 0 && open.isEmpty() && !source.startsWith(">", at)) {
            endQuote();
        }
    }

    private void endQuote() {
        int end = text.length() - (text.length() > 0 && text.charAt(text.length() - 1) == '\n' ? 1 : 0);
        if (quoteFrom >= 0 && end > quoteFrom) {
            add("blockquote", quoteFrom, end, Map.of());
        }
        quoteFrom = -1;
    }

    private boolean ends(Open inner) {
        // A double underscore inside italic begins underline; it does not end the italic.
        boolean isOther = inner.style() == Style.ITALIC && source.startsWith("__", at);
        return !isOther && source.startsWith(inner.style().end, at);
    }

    private void begin(char c) {
        Style style = switch (c) {
            case '*' -> Style.BOLD;
            case '_' -> source.startsWith("__", at) ? Style.UNDERLINE : Style.ITALIC;
            case '~' -> Style.STRIKETHROUGH;
            case '|' -> reservedUnless(source.startsWith("||", at), c, Style.SPOILER);
            case '[' -> Style.LINK;
            case '!' -> reservedUnless(source.startsWith("![", at), c, Style.EMOJI);
            case '`' -> source.startsWith("```", at) ? Style.PRE : Style.CODE;
            default -> reservedUnless(false, c, Style.BOLD);
        };
        int begin = at;
        at += style == Style.LINK ? 1 : style == Style.EMOJI ? 2 : style.end.length();
        String language = "";
        if (style == Style.PRE) {
            Matcher named = LANGUAGE.matcher(source).region(at, source.length());
            if (named.lookingAt()) {
                language = named.group(1);
                at = named.end();
            } else if (source.startsWith("\n", at)) {
                at++;
            }
        }
        open.push(new Open(style, text.length(), begin, language));
    }

    private static Style reservedUnless(boolean isStart, char c, Style style) {
        if (!isStart) {
            throw FormattedText.unreadable(
                    "Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
        }
        return style;
    }

    private void close(Open opened) {
        at += opened.style().end.length();
        Map<String, String> extra = switch (opened.style()) {
            case PRE -> opened.language().isEmpty() ? Map.of() : Map.of("language", opened.language());
            case LINK -> Map.of("url", address(text.substring(opened.offset())));
            case EMOJI -> Map.of("custom_emoji_id", emoji(address("")));
            default -> Map.of();
        };
        if (text.length() > opened.offset()) {
            add(opened.style().type, opened.offset(), text.length(), extra);
        }
    }

    /** What follows in round brackets, if it does. */
    private String address(String byDefault) {
        if (!source.startsWith("(", at)) {
            return byDefault;
        }
        int begin = at;
        StringBuilder url = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != ')'; at++) {
            if (source.charAt(at) == '\\' && at + 1 < source.length()) {
                at++;
            }
            url.append(source.charAt(at));
        }
        if (at == source.length()) {
            throw FormattedText.unreadable(
                    "Can't find end of a URL at byte offset " + FormattedText.byteOffset(source, begin));
        }
        at++;
        return url.toString();
    }

    private static String emoji(String link) {
        if (!link.startsWith(EMOJI_LINK)) {
            throw FormattedText.unreadable("Custom emoji entity must contain a tg://emoji URL");
        }
        return link.substring(EMOJI_LINK.length());
    }

    private void add(String type, int from, int to, Map<String, String> extra) {
        entities.add(new FormattedText.Entity(type, from, to - from, extra));
    }
}
