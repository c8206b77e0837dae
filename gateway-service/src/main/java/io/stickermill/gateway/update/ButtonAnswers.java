package io.stickermill.gateway.update;

import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.StrayButton;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers buttons once Kafka has what they ask for, on threads of their own: the update need not wait for it. A button that
 * is not answered keeps spinning; that is not worth processing the update again.
 */
final class ButtonAnswers {

    private static final Logger log = LoggerFactory.getLogger(ButtonAnswers.class);

    private final TelegramClient telegram;
    private final Texts texts;

    ButtonAnswers(TelegramClient telegram, Texts texts) {
        this.telegram = telegram;
        this.texts = texts;
    }

    String text(Button button, String key) {
        return texts.get(button.sender().language(), key);
    }

    Texts texts() {
        return texts;
    }

    /** There is nothing to do but to say so. */
    CompletableFuture<?> only(Button button, String key) {
        return after(CompletableFuture.completedFuture(null), button, text(button, key));
    }

    CompletableFuture<?> stray(StrayButton button) {
        return answer(
                CompletableFuture.completedFuture(null),
                button.callbackId(),
                texts.get(button.language(), "button_unknown"));
    }

    /** @param text empty for an answer without words */
    CompletableFuture<?> after(CompletableFuture<?> published, Button button, String text) {
        return answer(published, button.callbackId(), text);
    }

    private CompletableFuture<?> answer(CompletableFuture<?> published, String callbackId, String text) {
        var _ = published.thenRunAsync(
                () -> {
                    var answer = new AnswerCallbackQuery(callbackId);
                    var answered = telegram.call(text.isEmpty() ? answer : answer.text(text));
                    if (!(answered instanceof Answer.Ok)) {
                        log.info("button {} was not answered: {}", callbackId, answered);
                    }
                },
                Replies.THREADS);
        return published;
    }
}
