package io.stickermill.gateway.update;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParseException;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.utility.BotUtils;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;

/**
 * Whatever comes as an update is read, or refused as the update's own fault; nothing else may come out. Runs over the
 * collected inputs; {@code JAZZER_FUZZ=1 ./mvnw -pl gateway-service -am test -Dtest=UpdateReaderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false} looks for more.
 */
class UpdateReaderFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void anyBytesAsAnUpdate(byte[] bytes) {
        Update update;
        try {
            update = BotUtils.fromJson(new String(bytes, StandardCharsets.UTF_8), Update.class);
        } catch (JsonParseException | ClassCastException notAnUpdate) {
            // The library casts where it should look (found by this test): both count as malformed.
            return;
        }
        if (update != null) {
            try {
                UpdateReader.read(update);
            } catch (IllegalArgumentException | NullPointerException | DateTimeException theUpdatesOwnFault) {
                // The poller passes such an update over and counts it.
            }
        }
    }
}
