package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ForgetAction;
import io.stickermill.contracts.button.ForgetAction.Kind;
import io.stickermill.gateway.person.ForgetOrders;
import io.stickermill.gateway.person.Forgets;
import io.stickermill.gateway.update.Incoming.AskForget;
import io.stickermill.gateway.update.Incoming.AskInline;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Paid;
import io.stickermill.gateway.update.Incoming.Refunded;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Asks people who want to be forgotten whether they do, twice, and has it done. Meanwhile nothing more of theirs is taken. */
final class ForgetRequests {

    private final Forgets forgets;
    private final ForgetOrders orders;
    private final ReplyEvents replies;
    private final ButtonAnswers answers;
    private final BiConsumer<Long, String> tellsToWait;
    private final Function<UUID, BigDecimal> credits;
    private final long botId;
    private final Clock clock;

    /**
     * Asks and orders.
     *
     * @param tellsToWait says to a person, in a language, that they are just being forgotten
     * @param credits what a person has bought or been given, and would lose
     */
    ForgetRequests(
            Forgets forgets,
            ForgetOrders orders,
            ReplyEvents replies,
            ButtonAnswers answers,
            BiConsumer<Long, String> tellsToWait,
            Function<UUID, BigDecimal> credits,
            long botId,
            Clock clock) {
        this.forgets = forgets;
        this.orders = orders;
        this.replies = replies;
        this.answers = answers;
        this.tellsToWait = tellsToWait;
        this.credits = credits;
        this.botId = botId;
        this.clock = clock;
    }

    /** What comes of somebody who is just being forgotten: nothing. Empty for everybody else. */
    Optional<CompletableFuture<?>> hold(Incoming incoming) {
        if (incoming instanceof AskInline asked) {
            return forgets.isOpen(asked.userId())
                    ? Optional.of(CompletableFuture.completedFuture(null))
                    : Optional.empty();
        }
        if (incoming instanceof Paid || incoming instanceof Refunded) {
            // Money is noted, whoever it is of.
            return Optional.empty();
        }
        return incoming.from().filter(sender -> forgets.isOpen(sender.userId())).map(sender -> {
            if (incoming instanceof Button button) {
                return answers.only(button, "forgetting");
            }
            if (sender.chatKind() == ChatKind.PRIVATE && forgets.tellsToWait(sender.userId())) {
                AfterPublishing.threads().execute(() -> tellsToWait.accept(sender.userId(), sender.language()));
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    CompletableFuture<?> ask(AskForget asked) {
        Sender sender = asked.sender();
        UUID cause = Ids.jobOfMessage(botId, sender.chatId(), asked.messageId());
        if (sender.chatKind() != ChatKind.PRIVATE || !forgets.isOn()) {
            String key = forgets.isOn() ? "forget_private" : "forget_off";
            return replies.say(
                    sender,
                    asked.messageId(),
                    key,
                    Often.COMPLAINT,
                    Ids.reply(cause, key),
                    answers.texts().get(sender.language(), key),
                    asked.sentAt());
        }
        if (!replies.isDue(sender, asked.messageId(), "forget")) {
            return CompletableFuture.completedFuture(null);
        }
        String question = answers.texts().get(sender.language(), "forget");
        BigDecimal lost = credits.apply(Ids.user(botId, sender.userId()));
        return replies.withButtons(
                sender,
                asked.messageId(),
                Ids.reply(cause, "forget"),
                lost.signum() > 0
                        ? question + "\n\n"
                                + answers.texts().get(sender.language(), "forget_credits", lost.toPlainString())
                        : question,
                List.of(
                        button(0, "forget_yes", new ForgetAction(Kind.YES, false), sender.language()),
                        button(1, "forget_yes_sets", new ForgetAction(Kind.YES, true), sender.language()),
                        button(2, "forget_no", new ForgetAction(Kind.NO, false), sender.language())),
                asked.sentAt());
    }

    CompletableFuture<?> pressed(ForgetAction action, Button button) {
        Sender sender = button.sender();
        if (sender.chatKind() != ChatKind.PRIVATE) {
            return answers.only(button, "forget_private");
        }
        if (!forgets.isOn()) {
            return answers.only(button, "forget_off");
        }
        UUID press = Ids.jobOfButton(botId, sender.chatId(), button.messageId(), button.data());
        return switch (action.kind()) {
            case YES ->
                answers.after(
                        replies.buttons(
                                button,
                                List.of(
                                        button(
                                                0,
                                                action.sets() ? "forget_sure_sets" : "forget_sure",
                                                new ForgetAction(Kind.SURE, action.sets()),
                                                sender.language()),
                                        button(1, "forget_no", new ForgetAction(Kind.NO, false), sender.language())),
                                clock.instant()),
                        button,
                        answers.text(button, "forget_asked_again"));
            case SURE ->
                answers.after(
                        orders.order(
                                        Ids.reply(press, "forget/" + button.callbackId()),
                                        sender.userId(),
                                        action.sets(),
                                        sender.language())
                                .published(),
                        button,
                        answers.text(button, "forgetting_begun"));
            case NO ->
                answers.after(
                        replies.remove(button, press, clock.instant()), button, answers.text(button, "forget_kept"));
        };
    }

    private ReplyButton button(int row, String key, ForgetAction action, String language) {
        return ReplyButton.newBuilder()
                .setRow(row)
                .setText(answers.texts().get(language, key))
                .setData(action.callbackData())
                .build();
    }
}
