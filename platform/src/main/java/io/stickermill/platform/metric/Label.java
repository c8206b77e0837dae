package io.stickermill.platform.metric;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A label and all the values that it can have; any other value is shown as {@link #OTHER}. */
public enum Label {
    GROUP("group", "consumer group", Stream.of(ConsumerGroup.values()).map(ConsumerGroup::id)),
    TOPIC("topic", "topic that the record was published to first", topics()),
    CONSUMED("topic", "topic or retry topic that the group consumes", Stream.concat(topics(), retryTopics())),
    THROUGH("through", "retry topic that it was sent to", retryTopics()),
    HANDLED(
            "outcome",
            "what the handler said; an outage is no fault of the record",
            Stream.of("done", "retry", "outage", "wait", "dead_letter")),
    STEP("step", "step of the job", Stream.of("fetch", "decode", "cut_out", "outline", "encode")),
    FAILURE(
            "reason",
            "why there is no sticker",
            Stream.of(GenerationFailure.values()).map(GenerationFailure::name)),
    CHILD_END("why", "how the maker ended", Stream.of("died", "too_long", "too_much_memory", "garbage", "not_needed")),
    REFUSAL(
            "reason",
            "why the photo was not taken",
            Stream.of("PAUSED", "BLOCKED", "QUOTA", "CREDIT", "AGREEMENT", "FORGETTING")),
    SET_ASIDE("reason", "why the update was set aside", Stream.of("UNREADABLE", "FAILING")),
    METHOD(
            "method",
            "method of the Bot API; `download` is the fetch of a file's bytes",
            Stream.of(
                    "addStickerToSet",
                    "answerCallbackQuery",
                    "answerInlineQuery",
                    "answerPreCheckoutQuery",
                    "createNewStickerSet",
                    "deleteMessage",
                    "deleteMessages",
                    "deleteStickerFromSet",
                    "deleteStickerSet",
                    "deleteWebhook",
                    "download",
                    "editMessageReplyMarkup",
                    "editMessageText",
                    "getFile",
                    "getMe",
                    "getMyCommands",
                    "getStarTransactions",
                    "getStickerSet",
                    "getUpdates",
                    "getWebhookInfo",
                    "refundStarPayment",
                    "sendInvoice",
                    "sendMessage",
                    "sendPhoto",
                    "sendSticker",
                    "setChatMenuButton",
                    "setMyCommands",
                    "setStickerEmojiList",
                    "setStickerPositionInSet",
                    "setStickerSetThumbnail",
                    "setStickerSetTitle",
                    "setWebhook",
                    "uploadStickerFile")),
    ANSWER(
            "outcome",
            "what came of the call: `too_many` is 429, `refused` any other 4xx, `unknown` a broken connection or a 5xx",
            Stream.of("ok", "too_many", "refused", "not_sent", "unknown")),
    SEND_END(
            "end",
            "`ARRIVED`, or why not",
            Stream.of(
                    "ARRIVED",
                    "CANCELLED",
                    "NOT_MADE",
                    "BLOCKED",
                    "CHAT_GONE",
                    "REFUSED",
                    "EXPIRED",
                    "NOT_A_STICKER",
                    "HELD",
                    "OVER_BUDGET",
                    "FORGOTTEN",
                    "INTERNAL")),
    PROVIDER(
            "provider",
            "whose image model it is",
            Stream.of("replicate", "kie", "fal", "gemini", "openai", "remove-bg")),
    REMOTE_ORDER(
            "outcome",
            "what the provider said to the order: `taken`, `unknown` where its answer was lost, or why it refused",
            Stream.concat(Stream.of("taken", "unknown"), refusals())),
    REMOTE_END(
            "outcome",
            "`succeeded`, or why there is no picture; `lost` may be paid",
            Stream.concat(Stream.of("succeeded"), refusals())),
    INLINE_END(
            "end",
            "`ANSWERED`, `SHORTENED` where Telegram refused a file, `LATE` by its age or as Telegram says, `REFUSED` by Telegram, or `FAILED` for want of the network, the database or Kafka",
            Stream.of("ANSWERED", "SHORTENED", "LATE", "REFUSED", "FAILED")),
    HOOK(
            "outcome",
            "`believed`, `late` of what has ended already, `refused` with 401",
            Stream.of("believed", "late", "refused")),
    CHARGE(
            "state",
            "taken for a sticker that has come, given back, kept until it is known whether it has come, or given away: it came after its price was given back",
            Stream.of("SETTLED", "RELEASED", "HELD", "GIVEN")),
    OPEN_CHARGE("state", "the order runs, or nobody knows whether its sticker has come", Stream.of("RESERVED", "HELD")),
    STARS("kind", "which way they went", Stream.of("paid", "refunded")),
    LEDGER("ledger", "table", Stream.of("generations", "deliveries", "uploads")),
    STATE(
            "state",
            "state of a row that has not ended: nobody works on it, its turn has not come, somebody works on it",
            Stream.of("free", "waiting", "claimed")),
    REMOVED(
            "what",
            "kind of row or file",
            Stream.of(
                    "album_jobs",
                    "albums",
                    "api_requests",
                    "backfill_items",
                    "cancelled_jobs",
                    "chat_tellings",
                    "credit_charges",
                    "credit_reservations",
                    "deleted_stickers",
                    "deletions",
                    "deliveries",
                    "early_paths",
                    "export_parts",
                    "exports",
                    "generations",
                    "late_moments",
                    "library_links",
                    "library_sessions",
                    "pack_parts",
                    "packs",
                    "photo_requests",
                    "remote_generations",
                    "set_aside_updates",
                    "set_orders",
                    "set_requests",
                    "status_messages",
                    "star_orders",
                    "sticker_sets",
                    "timelines",
                    "undelivered_objects",
                    "unknown_objects",
                    "unknown_sends",
                    "unpaid_orders",
                    "unreachable_chats",
                    "uploads"));

    /** Instead of a value that is not declared. */
    public static final String OTHER = "other";

    private final String key;
    private final String meaning;
    private final Set<String> values;

    Label(String key, String meaning, Stream<String> values) {
        this.key = key;
        this.meaning = meaning;
        this.values = values.collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The label's name. */
    public String key() {
        return key;
    }

    public String meaning() {
        return meaning;
    }

    /** All values that it can have. */
    public Set<String> allowed() {
        return Collections.unmodifiableSet(values);
    }

    /** The value, or {@link #OTHER} if it is none of this label's. */
    String bounded(String value) {
        return values.contains(value) ? value : OTHER;
    }

    private static Stream<String> refusals() {
        return Stream.of(
                "content", "input", "model", "key", "credit", "busy", "away", "failed", "cancelled", "gone", "lost");
    }

    private static Stream<String> topics() {
        return Topics.all().stream().map(Topic::name);
    }

    private static Stream<String> retryTopics() {
        return Arrays.stream(ConsumerGroup.values())
                .flatMap(group -> group.retryTopics().stream())
                .map(ConsumerGroup.RetryTopic::name);
    }
}
