package io.stickermill.gateway.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pengrad.telegrambot.model.CallbackQuery;
import com.pengrad.telegrambot.model.Chat;
import com.pengrad.telegrambot.model.Document;
import com.pengrad.telegrambot.model.InlineQuery;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.PhotoSize;
import com.pengrad.telegrambot.model.PreCheckoutQuery;
import com.pengrad.telegrambot.model.RefundedPayment;
import com.pengrad.telegrambot.model.SuccessfulPayment;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.utility.BotUtils;
import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.payment.ToldPayment;
import io.stickermill.gateway.update.Incoming.Answerable;
import io.stickermill.gateway.update.Incoming.AskCredits;
import io.stickermill.gateway.update.Incoming.AskForget;
import io.stickermill.gateway.update.Incoming.AskGallery;
import io.stickermill.gateway.update.Incoming.AskInline;
import io.stickermill.gateway.update.Incoming.AskLibrary;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.AskSets;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Cancel;
import io.stickermill.gateway.update.Incoming.Ignored;
import io.stickermill.gateway.update.Incoming.Paid;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.PreCheckout;
import io.stickermill.gateway.update.Incoming.Refunded;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Incoming.StrayButton;
import io.stickermill.gateway.update.Incoming.Wish;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what an update is. Knows nothing of Kafka or of the database. */
final class UpdateReader {

    /** What Telegram's cloud hands out through getFile; more can't be fetched. */
    private static final long MAX_FILE_BYTES = 20L * 1024 * 1024;

    /** As senders write them, right or wrong. */
    private static final Set<String> IMAGES = Set.of(
            "image/jpeg",
            "image/jpg",
            "image/pjpeg",
            "image/jfif",
            "image/png",
            "image/x-png",
            "image/webp",
            "image/x-webp");

    /** Types that say nothing. */
    private static final Set<String> UNTOLD = Set.of(
            "",
            "image",
            "image/*",
            "*/*",
            "application/octet-stream",
            "binary/octet-stream",
            "application/binary",
            "application/download",
            "application/x-download",
            "application/force-download",
            "application/unknown",
            "application/x-unknown");

    private static final Set<String> ENDINGS = Set.of(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp");

    /** What Telegram lets people write after a bot's name, and a bot give for the next page (core.telegram.org/bots/api#inlinequery). */
    private static final int LONGEST_QUERY = 256;

    private static final int LONGEST_OFFSET = 64;
    private static final Pattern QUERY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private UpdateReader() {}

    /** Whatever is wrong with the text: reading needs nothing else, so nothing else can be wrong. */
    static Reading read(String json) {
        try {
            return new Reading.Read(read(BotUtils.parseUpdate(json)));
        } catch (RuntimeException | StackOverflowError e) {
            return new Reading.Unreadable(e.toString());
        }
    }

    static Incoming read(Update update) {
        if (update.message() != null) {
            return read(update.message());
        }
        if (update.callbackQuery() != null) {
            return read(update.callbackQuery());
        }
        if (update.inlineQuery() != null) {
            return read(update.inlineQuery());
        }
        if (update.preCheckoutQuery() != null) {
            return read(update.preCheckoutQuery());
        }
        return new Ignored("none of the kinds that are asked for");
    }

    private static Incoming read(Message message) {
        if (message.refundedPayment() != null && message.chat() != null) {
            return refunded(message, message.refundedPayment());
        }
        if (message.from() == null
                || message.chat() == null
                || Boolean.TRUE.equals(message.from().isBot())) {
            return new Ignored("not from a person");
        }
        Sender sender = sender(message.from(), message.chat(), message);
        SuccessfulPayment paid = message.successfulPayment();
        if (paid != null) {
            return new Paid(
                    sender,
                    message.messageId(),
                    payment(
                            message,
                            sender.userId(),
                            paid.telegramPaymentChargeId(),
                            paid.currency(),
                            paid.totalAmount(),
                            paid.invoicePayload()));
        }
        PhotoSize @Nullable [] sizes = message.photo();
        if (sizes != null && sizes.length > 0) {
            PhotoSize largest = Arrays.stream(sizes)
                    .max(Comparator.comparingLong(size -> (long) size.width() * size.height()))
                    .orElseThrow();
            return photo(sender, message, largest.fileId());
        }
        if (message.document() != null) {
            return document(sender, message, message.document());
        }
        String text = message.text();
        if (text != null && text.startsWith("/")) {
            return switch (command(text)) {
                case "/start" -> answer(sender, message, ReplyText.START);
                case "/help" -> answer(sender, message, ReplyText.HELP);
                case "/privacy" -> answer(sender, message, ReplyText.PRIVACY);
                case "/cancel" -> new Cancel(sender, message.messageId(), sentAt(message));
                case "/pack" -> new AskPack(sender, message.messageId(), argument(text), sentAt(message));
                case "/sheet" -> answer(sender, message, ReplyText.SHEET);
                case "/my" -> new AskGallery(sender, message.messageId(), sentAt(message));
                case "/library" -> new AskLibrary(sender, message.messageId(), false, sentAt(message));
                case "/export" -> new AskLibrary(sender, message.messageId(), true, sentAt(message));
                case "/forget" -> new AskForget(sender, message.messageId(), sentAt(message));
                case "/balance" -> credits(sender, message, AskCredits.About.BALANCE);
                case "/buy" -> credits(sender, message, AskCredits.About.BUY);
                case "/terms" -> credits(sender, message, AskCredits.About.TERMS);
                case "/paysupport" -> credits(sender, message, AskCredits.About.PAYSUPPORT);
                case "/sets" -> new AskSets(sender, message.messageId(), sentAt(message));
                default ->
                    sender.chatKind() == ChatKind.PRIVATE
                            ? answer(sender, message, ReplyText.UNKNOWN_COMMAND)
                            : new Ignored("a command in a group that is none of ours");
            };
        }
        return text == null ? hint(sender, message) : new Said(sender, message.messageId(), text, sentAt(message));
    }

    private static AskCredits credits(Sender sender, Message message, AskCredits.About about) {
        return new AskCredits(sender, message.messageId(), about, sentAt(message));
    }

    /** Nobody has said it, maybe the bot itself; whom it is about the chat says. */
    private static Refunded refunded(Message message, RefundedPayment refunded) {
        long person = message.chat().id();
        User from = message.from();
        boolean said = from != null && from.id() == person;
        var sender = new Sender(
                person,
                said ? Objects.requireNonNullElse(from.firstName(), "") : "",
                person,
                ChatKind.PRIVATE,
                null,
                Texts.languageFor(said ? from.languageCode() : null));
        return new Refunded(
                sender,
                message.messageId(),
                payment(
                        message,
                        person,
                        refunded.telegramPaymentChargeId(),
                        refunded.currency(),
                        Objects.requireNonNullElse(refunded.totalAmount(), 0),
                        refunded.invoicePayload()));
    }

    /** @throws NullPointerException if it has no charge: an update that can't be read is set aside, and lost to nobody */
    private static ToldPayment payment(
            Message message, long telegramId, String chargeId, String currency, int amount, @Nullable String payload) {
        return new ToldPayment(
                Objects.requireNonNull(chargeId),
                telegramId,
                Objects.requireNonNull(currency),
                amount,
                Objects.requireNonNullElse(payload, ""),
                ToldPayment.Source.UPDATE,
                sentAt(message));
    }

    private static Incoming read(PreCheckoutQuery query) {
        var question = new Checkout.Question(
                query.from().id(),
                Objects.requireNonNullElse(query.currency(), ""),
                Objects.requireNonNullElse(query.totalAmount(), 0),
                Objects.requireNonNullElse(query.invoicePayload(), ""));
        return new PreCheckout(
                query.id(), question, Texts.languageFor(query.from().languageCode()));
    }

    private static Incoming read(CallbackQuery query) {
        var message = query.maybeInaccessibleMessage();
        if (message == null || message.chat() == null || query.data() == null) {
            return new StrayButton(query.id(), Texts.languageFor(query.from().languageCode()));
        }
        Message shown = message instanceof Message accessible ? accessible : null;
        return new Button(
                sender(query.from(), message.chat(), shown),
                query.id(),
                message.messageId(),
                shown == null || shown.sticker() == null
                        ? null
                        : shown.sticker().fileId(),
                query.data());
    }

    /** What is not as Telegram makes it is let be: nobody waits for it. */
    private static Incoming read(InlineQuery asked) {
        User from = asked.from();
        if (from == null || from.id() == null || from.id() <= 0 || Boolean.TRUE.equals(from.isBot())) {
            return new Ignored("an inline query that is not from a person");
        }
        String id = asked.id();
        String query = Objects.requireNonNullElse(asked.query(), "");
        String offset = Objects.requireNonNullElse(asked.offset(), "");
        boolean sound = id != null
                && QUERY_ID.matcher(id).matches()
                && query.codePointCount(0, query.length()) <= LONGEST_QUERY
                && query.indexOf('\0') < 0
                && offset.getBytes(UTF_8).length <= LONGEST_OFFSET;
        return sound
                ? new AskInline(id, from.id(), Texts.languageFor(from.languageCode()), query, offset)
                : new Ignored("an inline query as Telegram makes none");
    }

    private static Incoming document(Sender sender, Message message, Document document) {
        String type = withoutParameters(Objects.requireNonNullElse(document.mimeType(), ""));
        String name = Objects.requireNonNullElse(document.fileName(), "").toLowerCase(Locale.ROOT);
        if (type.startsWith("image/hei") || name.endsWith(".heic") || name.endsWith(".heif")) {
            return answer(sender, message, ReplyText.HEIC);
        }
        boolean isPrivate = sender.chatKind() == ChatKind.PRIVATE;
        // What no type tells, the bytes do: generation looks, and says so if it is no image. In a group a file that
        // nobody
        // meant for the bot must not be commented on, so there its name has to tell.
        boolean image = IMAGES.contains(type)
                || UNTOLD.contains(type) && (isPrivate || ENDINGS.stream().anyMatch(name::endsWith));
        if (!image) {
            return isPrivate
                    ? answer(sender, message, ReplyText.NOT_AN_IMAGE)
                    : new Ignored("a file in a group that is no image");
        }
        if (document.fileSize() != null && document.fileSize() > MAX_FILE_BYTES) {
            return answer(sender, message, ReplyText.TOO_LARGE);
        }
        return photo(sender, message, document.fileId());
    }

    private static String withoutParameters(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Photo photo(Sender sender, Message message, String fileId) {
        String caption = message.caption();
        Wish wish = caption == null ? null : wish(caption);
        return new Photo(
                sender,
                message.messageId(),
                fileId,
                wish == null ? caption : null,
                message.mediaGroupId(),
                wish,
                sentAt(message));
    }

    private static Answerable answer(Sender sender, Message message, ReplyText text) {
        return new Answerable(sender, message.messageId(), sentAt(message), text);
    }

    /**
     * In a group people talk to each other; there the bot does not comment on what it can't use, and nowhere on what it has
     * offered itself.
     */
    private static Incoming hint(Sender sender, Message message) {
        if (message.viaBot() != null) {
            return new Ignored("chosen of what a bot has offered");
        }
        return sender.chatKind() == ChatKind.PRIVATE
                ? answer(sender, message, ReplyText.HINT)
                : new Ignored("talk in a group");
    }

    /** The command alone: without arguments and without the {@code @bot} that clients add in groups. */
    private static String command(String text) {
        return text.split("[\\s@]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static @Nullable Wish wish(String caption) {
        return switch (command(caption)) {
            case "/pack" -> new Wish(Wish.As.PACK, argument(caption));
            case "/sheet" -> new Wish(Wish.As.SHEET, argument(caption));
            default -> null;
        };
    }

    private static String argument(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    private static Sender sender(User from, Chat chat, @Nullable Message message) {
        ChatKind kind = chat.type() == Chat.Type.Private ? ChatKind.PRIVATE : ChatKind.GROUP;
        return new Sender(
                from.id(),
                Objects.requireNonNullElse(from.firstName(), ""),
                chat.id(),
                kind,
                thread(message),
                Texts.languageFor(from.languageCode()));
    }

    /** Outside of forums the number stands on answers, too, and names nothing that can be sent to. */
    private static @Nullable Integer thread(@Nullable Message message) {
        return message == null || !Boolean.TRUE.equals(message.isTopicMessage()) || message.messageThreadId() == null
                ? null
                : Math.toIntExact(message.messageThreadId());
    }

    private static Instant sentAt(Message message) {
        return Instant.ofEpochSecond(message.date());
    }
}
