package io.stickermill.gateway.person;

import com.pengrad.telegrambot.request.SendMessage;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.PersonForgotten;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said to people who are being forgotten. Not by way of delivery, whose ledger would then know them again: said once, and
 * where Telegram does not take it, not at all.
 */
public final class LastWords {

    private static final Logger log = LoggerFactory.getLogger(LastWords.class);

    private final TelegramClient telegram;
    private final Texts texts;

    LastWords(TelegramClient telegram, Texts texts) {
        this.telegram = telegram;
        this.texts = texts;
    }

    /** That they write into the middle of it. */
    public void wait(long telegramId, String language) {
        say(telegramId, texts.get(language, "forgetting"));
    }

    /** That it is done. */
    void forgotten(PersonForgotten last) {
        say(
                last.getTelegramUserId(),
                texts.get(
                        last.getLanguage(),
                        "forgotten",
                        ForgetController.lastDay(last.getRequestedAt()).toString()));
    }

    private void say(long telegramId, String text) {
        var answer = telegram.call(new SendMessage(telegramId, text));
        if (!(answer instanceof TelegramAnswer.Ok)) {
            log.info("somebody who is being forgotten was not told: {}", answer);
        }
    }
}
