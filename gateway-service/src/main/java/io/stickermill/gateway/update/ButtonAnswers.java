package io.stickermill.gateway.update;

import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.StrayButton;
import io.stickermill.platform.text.Texts;
import java.util.concurrent.CompletableFuture;

/**
 * Answers buttons once Kafka has what they ask for, on threads of their own: the update need not wait for it. A button that
 * is not answered keeps spinning; that is not worth processing the update again.
 */
final class ButtonAnswers {

    private final Popups popups;
    private final Texts texts;

    ButtonAnswers(Popups popups, Texts texts) {
        this.popups = popups;
        this.texts = texts;
    }

    /** What a person sees for a moment where they pressed. */
    @FunctionalInterface
    interface Popups {

        /** @param text empty for an answer without words */
        void show(String callbackId, String text);
    }

    String text(Button button, String key, Object... arguments) {
        return texts.get(button.sender().language(), key, arguments);
    }

    Texts texts() {
        return texts;
    }

    /** There is nothing to do but to say so. */
    CompletableFuture<?> only(Button button, String key, Object... arguments) {
        return after(CompletableFuture.completedFuture(null), button, text(button, key, arguments));
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
        var _ = published.thenRunAsync(() -> popups.show(callbackId, text), AfterPublishing.threads());
        return published;
    }
}
