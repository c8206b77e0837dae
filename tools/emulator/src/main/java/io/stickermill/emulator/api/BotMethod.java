package io.stickermill.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** One method of the Bot API. */
public interface BotMethod {
    /** As the documentation writes it; callers may write it in any case. */
    String name();

    /** The fields that it does something with, or may rightly leave without a visible effect. */
    Set<String> fields();

    /**
     * The effect, on disk when this returns, and the {@code result} of the answer.
     *
     * @throws Refusal what Telegram would answer
     */
    JsonNode call(ApiRequest request) throws IOException;
}
