package io.stickermill.operations.job;

import io.stickermill.operations.database.LookedAtDatabase.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands.
 *
 * @param place where it is, in one word: {@code topic}, {@code table}, {@code making}, {@code sending}, {@code limiter},
 *     {@code hold}, {@code retry}, {@code ended}
 * @param words what it does or waits for, for people
 * @param since when that began (ISO 8601); null if it isn't known
 * @param why it does not go on; null if nothing holds it up
 * @param next when it is tried next (ISO 8601); null if that isn't known, or it is being worked on
 */
public record Standing(
        String place,
        String words,
        @Nullable String since,
        @Nullable String why,
        @Nullable String next) {

    private static final String SEND = "delivery-telegram";

    /**
     * What the tables and topics say of one job.
     *
     * @param job history's row; null if history has not heard of it
     * @param moments of its timeline by their words, each with its time
     * @param generation generation's row; null if generation has not taken it
     * @param send delivery's row of its sticker; null if delivery has not taken it
     * @param heldUntil until when Telegram has put stickers to its chat on hold; null if it has not
     * @param retries what waits in retry topics and is about it
     */
    record Facts(
            @Nullable Row job,
            Map<String, String> moments,
            @Nullable Row generation,
            @Nullable Row send,
            @Nullable String heldUntil,
            List<UnreadRecord> retries) {

        private Optional<UnreadRecord> retry(String group) {
            return retries.stream().filter(each -> each.group().equals(group)).findFirst();
        }
    }

    static Standing of(Facts facts) {
        Row job = facts.job();
        if (job != null && job.get("ended_at") != null) {
            return ended(job);
        }
        Row send = facts.send();
        if (send != null && ("done".equals(send.text("state")) || "failed".equals(send.text("state")))) {
            return new Standing(
                    "ended",
                    "ended; history has not heard of it yet",
                    send.text("ended_at"),
                    send.text("failure"),
                    null);
        }
        Row generation = facts.generation();
        String made = facts.moments().get("ready");
        if (send != null || made != null || (generation != null && "done".equals(generation.text("state")))) {
            return sending(facts, made);
        }
        return generation == null ? notTaken(facts) : making(generation);
    }

    private static Standing ended(Row job) {
        String state = String.valueOf(job.text("state"));
        return new Standing("ended", state, job.text("ended_at"), job.text("reason"), null);
    }

    private static Standing notTaken(Facts facts) {
        Optional<UnreadRecord> retry = facts.retry("generation");
        if (retry.isPresent()) {
            return retrying("generation has failed to store it", retry.get());
        }
        return new Standing(
                "topic",
                "waits in photo-requests",
                facts.moments().get("accepted"),
                "generation has not stored it yet: is it running?",
                null);
    }

    private static Standing making(Row generation) {
        long attempts = generation.number("attempts");
        return switch (String.valueOf(generation.text("state"))) {
            case "claimed" ->
                new Standing(
                        "making",
                        "a maker works on it" + (attempts > 1 ? ", attempt " + attempts : ""),
                        generation.text("created_at"),
                        generation.text("failure"),
                        null);
            case "waiting", "free" -> waiting(generation);
            case "failed" ->
                new Standing(
                        "ended",
                        "generation has given it up",
                        generation.text("ended_at"),
                        generation.text("failure"),
                        null);
            default ->
                new Standing(
                        "making",
                        "generation says " + generation.text("state"),
                        generation.text("created_at"),
                        generation.text("failure"),
                        null);
        };
    }

    private static Standing waiting(Row generation) {
        if (generation.isTrue("aside") || generation.number("attempts") > 0) {
            return new Standing(
                    "retry",
                    "waits in generation's table for another try, " + tries(generation.number("attempts")),
                    generation.text("created_at"),
                    generation.get("failure") == null
                            ? "its last try failed; the logs that name the job say how"
                            : generation.text("failure"),
                    generation.text("due_at"));
        }
        long before = generation.number("before");
        return new Standing(
                "table",
                "waits in generation's table for its turn",
                generation.text("created_at"),
                before == 0
                        ? "every maker is at work"
                        : before + (before == 1 ? " photo" : " photos") + " of its chat before it",
                null);
    }

    private static Standing sending(Facts facts, @Nullable String made) {
        Row send = facts.send();
        String since = made != null ? made : send == null ? null : send.text("created_at");
        Optional<UnreadRecord> retry = facts.retry(SEND);
        if (retry.isPresent()) {
            return retrying("sending", retry.get());
        }
        if (facts.heldUntil() != null) {
            return new Standing(
                    "hold",
                    "sending",
                    since,
                    "Telegram has put stickers to this chat on hold (429, too many requests)",
                    facts.heldUntil());
        }
        if (send == null) {
            return new Standing(
                    "topic", "waits in sticker-ready to be sent", since, "delivery has not taken it yet", null);
        }
        String unknown = send.number("unknown_outcomes") == 0
                ? ""
                : "; of " + send.number("unknown_outcomes") + " sends nobody knows the outcome";
        if ("claimed".equals(send.text("state"))) {
            return new Standing(
                    "sending",
                    "sending",
                    since,
                    "attempt " + send.number("attempts") + " is at Telegram, whose answer has not come" + unknown,
                    null);
        }
        return new Standing(
                "limiter",
                "sending",
                since,
                "between two tries, after " + tries(send.number("attempts"))
                        + ": it waits for a turn of Telegram's limits, or soon tries again what has failed" + unknown,
                null);
    }

    private static Standing retrying(String words, UnreadRecord retry) {
        return new Standing(
                "retry",
                words + ", waits in " + retry.topic() + " after " + retry.attempts() + " attempts",
                retry.at().toString(),
                retry.cause(),
                retry.due());
    }

    private static String tries(long number) {
        return number + (number == 1 ? " try" : " tries");
    }
}
