package io.stickermill.gateway.update;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Credits;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.admission.AdmissionRefusal.Cost;
import io.stickermill.gateway.payment.CreditAction;
import io.stickermill.gateway.session.Sessions.Question;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StarInvoice;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Publishes what is to be said or changed in a chat. Each future ends when Kafka has it. */
final class ReplyEvents {

    private final EventPublisher events;
    private final long botId;
    private final Texts texts;
    private final Tellings tellings;
    private final MeterRegistry meters;

    ReplyEvents(EventPublisher events, long botId, Texts texts, Tellings tellings, MeterRegistry meters) {
        this.events = events;
        this.tellings = tellings;
        this.botId = botId;
        this.texts = texts;
        this.meters = meters;
    }

    /**
     * Says something, unless the chat has heard it often enough.
     *
     * @param what names what is said
     */
    CompletableFuture<?> say(
            Sender sender, int messageId, String what, Often often, UUID replyId, String text, Instant sentAt) {
        return tellings.claim(sender.chatId(), what, often, messageId)
                ? publish(text(sender, messageId, replyId, text, sentAt).build())
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Notes that a command is to be answered by somebody else; false if the chat has had that answer often enough.
     *
     * @param what names the answer
     */
    boolean isDue(Sender sender, int messageId, String what) {
        return tellings.claim(sender.chatId(), what, Often.ANSWER, messageId);
    }

    /** Whether the chat has just heard that often enough. */
    boolean isSpent(Sender sender, String what) {
        return tellings.isSpent(sender.chatId(), what);
    }

    /** Says why a request is not taken. */
    CompletableFuture<?> refuse(Sender sender, int messageId, AdmissionRefusal refusal, Instant sentAt) {
        count(refusal);
        Cost cost = refusal.cost();
        if (cost != null) {
            String words = refusal.text(texts, sender.language());
            return unpaid(text(sender, messageId, refusal.tellingId(), words, sentAt), refusal.reason(), cost);
        }
        String what = "refused/" + refusal.tellingId();
        return say(
                sender,
                messageId,
                what,
                Often.ONCE,
                refusal.tellingId(),
                refusal.text(texts, sender.language()),
                sentAt);
    }

    void count(AdmissionRefusal refusal) {
        Metric.REQUESTS_REFUSED.counter(meters, refusal.reason().name()).increment();
    }

    /** Says something that offers buttons, and is owed to who asked. */
    CompletableFuture<?> withButtons(
            Sender sender, int messageId, UUID replyId, String text, List<ReplyButton> buttons, Instant at) {
        return publish(text(sender, messageId, replyId, text, at)
                .setButtons(buttons)
                .setOwed(true)
                .build());
    }

    /** Asks for a payment in Stars. */
    CompletableFuture<?> invoice(Sender sender, UUID replyId, String description, StarInvoice invoice, Instant at) {
        return publish(reply(sender, replyId, at)
                .setKind(ChatReplyKind.INVOICE)
                .setText(description)
                .setInvoice(invoice)
                .setOwed(true)
                .build());
    }

    /** Says something that no message asked for and that is owed to who asked elsewhere. */
    CompletableFuture<?> tell(Sender sender, UUID replyId, String key, Instant at, Object... arguments) {
        return told(sender, replyId, texts.get(sender.language(), key, arguments), at);
    }

    /** As {@link #refuse}, of what no message asked for: each wish has its answer. */
    CompletableFuture<?> refused(Sender sender, UUID replyId, AdmissionRefusal refusal, Instant at) {
        count(refusal);
        Cost cost = refusal.cost();
        if (cost != null) {
            ChatReply.Builder told = reply(sender, replyId, at)
                    .setKind(ChatReplyKind.TEXT)
                    .setText(refusal.text(texts, sender.language()));
            return unpaid(told, refusal.reason(), cost);
        }
        return told(sender, replyId, refusal.text(texts, sender.language()), at);
    }

    /** With the button to buy what is lacking, or to agree; the order waits for that. */
    private CompletableFuture<?> unpaid(ChatReply.Builder told, AdmissionRefusal.Reason reason, Cost cost) {
        String language = told.getLanguage();
        List<ReplyButton> buttons = reason == AdmissionRefusal.Reason.AGREEMENT
                ? List.of(
                        button(
                                texts.get(language, "credits_agree", Credits.text(cost.price())),
                                new CreditAction.Agree(cost.jobId())),
                        button(texts.get(language, "credits_decline"), new CreditAction.Decline(cost.jobId())))
                : List.of(button(texts.get(language, "credits_buy"), new CreditAction.Offer()));
        return publish(told.setButtons(buttons).setOwed(true).build());
    }

    private static ReplyButton button(String text, CreditAction action) {
        return new ReplyButton(0, text, action.callbackData(), null);
    }

    private CompletableFuture<?> told(Sender sender, UUID replyId, String text, Instant at) {
        return publish(reply(sender, replyId, at)
                .setKind(ChatReplyKind.TEXT)
                .setText(text)
                .setOwed(true)
                .build());
    }

    /** Sends a sticker that there is once more, without the buttons that its own message has. */
    CompletableFuture<?> sticker(Sender sender, UUID cause, String fileId, Instant at) {
        return publish(reply(sender, Ids.reply(cause, "sticker"), at)
                .setKind(ChatReplyKind.STICKER)
                .setStickerFileId(fileId)
                .build());
    }

    /** Says something whose answer is waited for. */
    CompletableFuture<?> ask(Sender sender, int messageId, UUID replyId, String key, Instant at) {
        return publish(text(sender, messageId, replyId, texts.get(sender.language(), key), at)
                .setAsks(true)
                .build());
    }

    CompletableFuture<?> explain(
            Sender sender, int messageId, UUID replyId, String key, Instant at, Object... arguments) {
        return say(sender, messageId, key, Often.COMPLAINT, replyId, texts.get(sender.language(), key, arguments), at);
    }

    /** Puts those buttons under a message that the pressed one asks for. */
    CompletableFuture<?> otherButtons(Button pressed, UUID cause, Instant at) {
        Sender sender = pressed.sender();
        return publish(reply(sender, Ids.reply(cause, "buttons"), at)
                .setKind(ChatReplyKind.EDIT)
                .setMessageId(pressed.messageId())
                .setKeyboard(pressed.data())
                .build());
    }

    /** Has the answer whose button was pressed say something else, with these buttons. */
    CompletableFuture<?> otherWords(Button pressed, String text, List<ReplyButton> buttons, Instant at) {
        Sender sender = pressed.sender();
        UUID cause = Ids.jobOfButton(botId, sender.chatId(), pressed.messageId(), pressed.data());
        return publish(reply(sender, Ids.reply(cause, "words/" + pressed.callbackId()), at)
                .setKind(ChatReplyKind.EDIT)
                .setMessageId(pressed.messageId())
                .setText(text)
                .setButtons(buttons)
                .build());
    }

    /** Puts these buttons under the answer whose button was pressed. */
    CompletableFuture<?> buttons(Button pressed, List<ReplyButton> buttons, Instant at) {
        Sender sender = pressed.sender();
        UUID cause = Ids.jobOfButton(botId, sender.chatId(), pressed.messageId(), pressed.data());
        return publish(reply(sender, Ids.reply(cause, "buttons/" + pressed.callbackId()), at)
                .setKind(ChatReplyKind.EDIT)
                .setMessageId(pressed.messageId())
                .setButtons(buttons)
                .build());
    }

    /** Removes a question that nobody has to answer any more, if there is one. */
    CompletableFuture<?> takeBack(Sender sender, Optional<Question> question, Instant at) {
        if (question.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        UUID asked = question.get().replyId();
        return publish(reply(sender, Ids.reply(asked, "taken back"), at)
                .setKind(ChatReplyKind.DELETE)
                .setDeletesReplyId(asked)
                .build());
    }

    /** Removes the message under which a button was pressed. */
    CompletableFuture<?> remove(Button pressed, UUID cause, Instant at) {
        return publish(reply(pressed.sender(), Ids.reply(cause, "remove"), at)
                .setKind(ChatReplyKind.DELETE)
                .setMessageId(pressed.messageId())
                .build());
    }

    private ChatReply.Builder text(Sender sender, int messageId, UUID replyId, String text, Instant at) {
        return reply(sender, replyId, at)
                .setKind(ChatReplyKind.TEXT)
                .setText(text)
                .setReplyToMessageId(messageId);
    }

    private ChatReply.Builder reply(Sender sender, UUID replyId, Instant at) {
        return ChatReply.newBuilder()
                .setReplyId(replyId)
                .setUserId(Ids.user(botId, sender.userId()))
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setThreadId(sender.threadId())
                .setLanguage(sender.language())
                .setIssuedAt(at);
    }

    private CompletableFuture<?> publish(ChatReply reply) {
        return events.publishAsync(Topics.CHAT_REPLIES, reply.getChatId(), null, null, reply);
    }
}
