package io.stickermill.emulator.text;

import io.stickermill.emulator.api.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code parse_mode} HTML: core.telegram.org/bots/api#html-style, with the words of tdlib's errors. */
final class HtmlText {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("span", "spoiler"),
            Map.entry("a", "text_link"),
            Map.entry("tg-emoji", "custom_emoji"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"));
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(?<decimal>[0-9]{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>lt|gt|amp|quot));?");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+)))?");
    private static final Pattern SAFE_LINK = Pattern.compile("(?i)(https?|tg|mailto|tel|ton):.*");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<FormattedText.Entity> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;

    private HtmlText(String source) {
        this.source = source;
    }

    private record Open(String tag, int offset, Map<String, String> attributes) {}

    /** @throws Refusal 400 */
    static FormattedText parse(String source) {
        return new HtmlText(source).parse();
    }

    private FormattedText parse() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '&') {
                reference();
            } else if (c != '<') {
                text.append(c);
                at++;
            } else if (source.startsWith("</", at)) {
                endTag();
            } else {
                startTag();
            }
        }
        Open left = open.peek();
        if (left != null) {
            throw FormattedText.unreadable("Can't find end tag corresponding to start tag \"" + left.tag() + "\"");
        }
        return new FormattedText(text.toString(), entities);
    }

    private void reference() {
        Matcher found = REFERENCE.matcher(source).region(at, source.length());
        if (!found.lookingAt()) {
            text.append('&');
            at++;
            return;
        }
        text.append(decoded(found));
        at = found.end();
    }

    private static String decoded(Matcher reference) {
        if (reference.group("name") != null) {
            return switch (reference.group("name")) {
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                default -> "&";
            };
        }
        int code = reference.group("decimal") != null
                ? Integer.parseInt(reference.group("decimal"))
                : Integer.parseInt(reference.group("hex"), 16);
        return Character.isValidCodePoint(code) && code != 0 ? Character.toString(code) : reference.group();
    }

    private void startTag() {
        int begin = at;
        int end = source.indexOf('>', at);
        if (end < 0) {
            throw FormattedText.unreadable("Unclosed start tag at byte offset " + offset(begin));
        }
        String inside = source.substring(begin + 1, end);
        String tag = inside.split("[\\s/]", 2)[0].toLowerCase(Locale.ROOT);
        Map<String, String> attributes = attributes(inside.substring(tag.length()));
        if (!TYPES.containsKey(tag)) {
            throw FormattedText.unreadable("Unsupported start tag \"" + tag + "\" at byte offset " + offset(begin));
        }
        if (tag.equals("span") && !"tg-spoiler".equals(attributes.get("class"))) {
            throw FormattedText.unreadable(
                    "Tag \"span\" must have class \"tg-spoiler\" at byte offset " + offset(begin));
        }
        open.push(new Open(tag, text.length(), attributes));
        at = end + 1;
    }

    private void endTag() {
        int begin = at;
        int end = source.indexOf('>', at);
        if (end < 0) {
            throw FormattedText.unreadable("Unclosed end tag at byte offset " + offset(begin));
        }
        if (open.isEmpty()) {
            throw FormattedText.unreadable("Unexpected end tag at byte offset " + offset(begin));
        }
        Open opened = open.pop();
        String tag = source.substring(begin + 2, end).strip().toLowerCase(Locale.ROOT);
        if (!tag.isEmpty() && !tag.equals(opened.tag())) {
            throw FormattedText.unreadable("Unmatched end tag at byte offset " + offset(begin) + ", expected \"</"
                    + opened.tag() + ">\", found \"</" + tag + ">\"");
        }
        close(opened);
        at = end + 1;
    }

    private void close(Open opened) {
        int length = text.length() - opened.offset();
        String type = Objects.requireNonNull(TYPES.get(opened.tag()));
        Map<String, String> extra = Map.of();
        switch (type) {
            case "text_link" -> {
                String url = opened.attributes().getOrDefault("href", text.substring(opened.offset()));
                String whole = url.contains(":") ? url : "http://" + url + "/";
                if (!SAFE_LINK.matcher(whole).matches() || url.isBlank()) {
                    return; // Telegram shows the words without a link
                }
                extra = Map.of("url", whole);
            }
            case "custom_emoji" ->
                extra = Map.of("custom_emoji_id", opened.attributes().getOrDefault("emoji-id", ""));
            case "blockquote" -> type = opened.attributes().containsKey("expandable") ? "expandable_blockquote" : type;
            case "code" -> {
                // <pre><code class="language-x"> is one entity, made by its pre.
                Open outer = open.peek();
                String language = opened.attributes().getOrDefault("class", "");
                if (outer != null && outer.tag().equals("pre") && language.startsWith("language-")) {
                    outer.attributes().put("language", language.substring("language-".length()));
                    return;
                }
            }
            case "pre" -> {
                String language = opened.attributes().get("language");
                extra = language == null ? Map.of() : Map.of("language", language);
            }
            default -> extra = Map.of();
        }
        if (length > 0) {
            entities.add(new FormattedText.Entity(type, opened.offset(), length, extra));
        }
    }

    private static Map<String, String> attributes(String source) {
        Map<String, String> found = new java.util.HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(source);
        while (attribute.find()) {
            String value = "";
            for (int group = 2; group <= 4; group++) {
                value = attribute.group(group) == null ? value : attribute.group(group);
            }
            found.put(attribute.group(1).toLowerCase(Locale.ROOT), value.replace("&amp;", "&"));
        }
        return found;
    }

    private int offset(int position) {
        return FormattedText.byteOffset(source, position);
    }
}
