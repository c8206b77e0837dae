package io.stickermill.gateway.update;

import com.google.gson.JsonElement;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.utility.BotUtils;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.DateTimeException;
import java.util.List;
import java.util.MissingResourceException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/** Takes updates in, whichever way they come: the one rule of what is confirmed and what must come again. */
public final class UpdateIntake {

    /** The kinds of update that Telegram is asked for. */
    public static final List<String> KINDS = List.of("message", "callback_query");

    private static final Logger log = LoggerFactory.getLogger(UpdateIntake.class);

    private final UpdateProcessor processor;
    private final Counter received;
    private final Counter unprocessable;

    UpdateIntake(UpdateProcessor processor, MeterRegistry meters) {
        this.processor = processor;
        this.received = meters.counter("stickermill.updates.received");
        this.unprocessable = meters.counter("stickermill.updates.unprocessable");
    }

    /**
     * Starts what an update asks for. One that can't be read is passed over and counted.
     *
     * @param json an object of Telegram's type Update
     */
    public CompletableFuture<?> take(JsonElement json) {
        Update update;
        try {
            update = BotUtils.parseUpdate(json.toString());
        } catch (RuntimeException e) {
            log.error("an update can't be read and is passed over: {}", e.getMessage());
            unprocessable.increment();
            return CompletableFuture.completedFuture(null);
        }
        return take(update);
    }

    /**
     * Starts what an update asks for. The future ends well when Kafka has it, and badly when it must come again.
     *
     * <p>Only what is wrong with the update itself, or with our reading of it, would fail for ever: such an update is
     * passed over and counted. Any other failure (the database, Kafka, the registry, of whatever type) is not its fault.
     */
    private CompletableFuture<?> take(Update update) {
        try {
            return processor.process(update).thenRun(received::increment);
        } catch (IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | IndexOutOfBoundsException
                | DateTimeException
                | MissingResourceException
                | DataIntegrityViolationException e) {
            log.error("update {} can't be processed and is passed over", update.updateId(), e);
            unprocessable.increment();
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
