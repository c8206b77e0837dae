package io.stickermill.platform.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts JSON into pieces without reading them: where a value ends can be told by brackets and quotes alone, whatever stands
 * between, so that one that nobody can read costs none of its neighbours. No recursion: depth is input.
 */
final class RawJson {

    private final String text;
    private int place;

    private RawJson(String text) {
        this.text = text;
    }

    /** The members of an object, each value as it stands there; of a name that comes twice, the last. Empty if it is none. */
    static Optional<Map<String, String>> members(String object) {
        RawJson json = new RawJson(object);
        Map<String, String> members = new HashMap<>();
        if (!json.take('{')) {
            return Optional.empty();
        }
        while (!json.take('}')) {
            String name = json.value();
            if (name.length() < 2 || name.charAt(0) != '"' || !json.take(':')) {
                return Optional.empty();
            }
            String value = json.value();
            if (value.isEmpty() || !(json.take(',') || json.isAt('}'))) {
                return Optional.empty();
            }
            members.put(name.substring(1, name.length() - 1), value);
        }
        return json.isAtEnd() ? Optional.of(members) : Optional.empty();
    }

    /** The elements of an array, each as it stands there. Empty if it is none. */
    static Optional<List<String>> elements(String array) {
        RawJson json = new RawJson(array);
        List<String> elements = new ArrayList<>();
        if (!json.take('[')) {
            return Optional.empty();
        }
        while (!json.take(']')) {
            String element = json.value();
            if (element.isEmpty() || !(json.take(',') || json.isAt(']'))) {
                return Optional.empty();
            }
            elements.add(element);
        }
        return json.isAtEnd() ? Optional.of(elements) : Optional.empty();
    }

    /** Up to the comma, colon or bracket that ends it. Empty if there is none, or no end. */
    private String value() {
        skipBlanks();
        int start = place;
        int depth = 0;
        boolean quoted = false;
        for (; place < text.length(); place++) {
            char c = text.charAt(place);
            if (quoted) {
                if (c == '\\') {
                    place++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']')) {
                return text.substring(start, place).strip();
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return "";
    }

    private boolean take(char expected) {
        boolean there = isAt(expected);
        if (there) {
            place++;
        }
        return there;
    }

    private boolean isAt(char expected) {
        skipBlanks();
        return place < text.length() && text.charAt(place) == expected;
    }

    private boolean isAtEnd() {
        skipBlanks();
        return place == text.length();
    }

    private void skipBlanks() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }
}
