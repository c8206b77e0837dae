package io.stickermill.console.view;

import io.stickermill.console.view.LocalParts.Part;
import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.flow.Flow;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.flow.GroupFlow;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole flow at this moment, and where it hurts. Parts that don't answer are said, and hide nothing of the others. */
public final class PipelineView {

    /** What has waited for longer is shown as trouble. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** A queue of photos is no trouble until somebody has waited for long. */
    private static final Duration LONG_QUEUE = Duration.ofMinutes(2);

    private static final String STEPS = """
            with recent as (
                select job_id, moment, at, work_ms from history.job_events
                 where at > now() - interval '10 minutes' order by at desc limit 20000),
            jobs as (
                select job_id,
                       max(at) filter (where moment = 'accepted') as accepted, max(at) filter (where moment = 'fetch') as fetched,
                       max(at) filter (where moment = 'decode') as decoded, max(at) filter (where moment = 'cut_out') as cut_out,
                       max(at) filter (where moment = 'outline') as outline, max(at) filter (where moment = 'encode') as encode,
                       max(at) filter (where moment = 'ready') as ready,
                       max(at) filter (where moment = 'delivered') as delivered,
                       max(work_ms) filter (where moment = 'delivered') as send_ms,
                       max(at) filter (where moment = 'stored') as stored,
                       max(work_ms) filter (where moment = 'stored') as upload_ms
                  from recent group by job_id),
            times as (
                select step.number, step.name, step.waits,
                       case when step.ms is null then extract(epoch from step.till - step.since) * 1000 else step.ms end as ms
                  from jobs, lateral (values
                       (1, 'wait for a maker', true, accepted, fetched, null::bigint),
                       (2, 'fetch', false, fetched, coalesce(decoded, cut_out), null),
                       (3, 'decode', false, decoded, coalesce(cut_out, outline, encode), null),
                       (4, 'cut out', false, cut_out, coalesce(outline, encode), null),
                       (5, 'outline', false, outline, encode, null),
                       (6, 'encode', false, encode, ready, null),
                       (7, 'wait to be sent', true, ready, delivered - send_ms * interval '1 ms', null),
                       (8, 'send', false, ready, delivered, send_ms),
                       (9, 'wait to be uploaded', true, ready, stored - upload_ms * interval '1 ms', null),
                       (10, 'upload', false, ready, stored, upload_ms),
                       (11, 'photo to sticker', false, accepted, delivered, null)) as step (number, name, waits, since, till, ms)
                 where step.since is not null and step.till is not null)
            select number, name, waits, count(*) as jobs,
                   round(percentile_cont(0.5) within group (order by greatest(ms, 0)))::bigint as p50,
                   round(percentile_cont(0.95) within group (order by greatest(ms, 0)))::bigint as p95
              from times group by number, name, waits order by number
            """;

    private static final String QUEUE = """
            select count(*) filter (where state in ('waiting', 'free') and not aside) as waiting,
                   count(*) filter (where state = 'claimed') as working,
                   count(*) filter (where aside) as aside,
                   min(created_at) filter (where state in ('waiting', 'free')) as oldest
              from generation.generations where request is not null
            """;

    private static final String SENDING = """
            select count(*) as sending, min(g.ended_at) as oldest
              from generation.generations g left join history.jobs j on j.id = g.id
             where g.state = 'done' and not g.delivered and j.ended_at is null
            """;

    private final FlowReader flows;
    private final LookedAtDatabase database;
    private final LocalParts parts;

    public PipelineView(FlowReader flows, LookedAtDatabase database, LocalParts parts) {
        this.flows = flows;
        this.database = database;
        this.parts = parts;
    }

    /**
     * Something that hurts.
     *
     * @param where the part of the picture: a topic, group or service
     * @param page where to look next
     */
    record Trouble(String where, String words, String page) {}

    /**
     * A topic in the picture and the tables.
     *
     * @param perMinute records that came within the last minute
     */
    record TopicLook(String name, int partitions, long records, long perMinute) {}

    /** How a group reads a topic; the age of the oldest record that it has still to read, in milliseconds. */
    record ReadingLook(String topic, long lag, @Nullable Long oldestMs) {}

    record GroupLook(String id, String state, List<String> members, List<ReadingLook> readings) {}

    /** As JSON. */
    public Map<String, Object> now() throws InterruptedException {
        Instant now = Instant.now();
        List<Trouble> troubles = new ArrayList<>();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("parts", attempt(troubles, "supervisor", () -> parts(troubles), List.of()));
        Optional<Flow> flow = attempt(troubles, "broker", () -> Optional.of(flows.look(true)), Optional.empty());
        view.put("topics", flow.map(PipelineView::topics).orElse(List.of()));
        view.put("groups", flow.map(seen -> groups(seen, now, troubles)).orElse(List.of()));
        view.put("queue", attempt(troubles, "database", () -> queue(now, troubles), Map.of()));
        view.put("steps", attempt(troubles, "database", () -> database.rows(STEPS), List.of()));
        view.put("troubles", troubles);
        return view;
    }

    /** A question whose failure is told in the picture. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    private static <T> T attempt(List<Trouble> troubles, String where, Question<T> question, T otherwise)
            throws InterruptedException {
        try {
            return question.ask();
        } catch (IllegalStateException e) {
            troubles.add(new Trouble(where, String.valueOf(e.getMessage()), "#/pipeline"));
            return otherwise;
        }
    }

    private List<Part> parts(List<Trouble> troubles) throws InterruptedException {
        List<Part> now = parts.now();
        for (Part part : now) {
            if (!part.state().equals("ready")) {
                troubles.add(new Trouble(
                        part.name(),
                        part.name() + " is " + part.state() + (part.reason() == null ? "" : ": " + part.reason()),
                        "#/pipeline"));
            }
            if (part.limits() != null) {
                troubles.add(new Trouble(part.name(), part.name() + ": " + part.limits(), "#/pipeline"));
            }
        }
        return now;
    }

    private static List<TopicLook> topics(Flow flow) {
        return flow.topics().stream()
                .map(topic -> new TopicLook(topic.name(), topic.partitions(), topic.records(), topic.lastMinute()))
                .toList();
    }

    private static List<GroupLook> groups(Flow flow, Instant now, List<Trouble> troubles) {
        List<GroupLook> looks = new ArrayList<>();
        for (ConsumerGroup ours : ConsumerGroup.values()) {
            if (flow.group(ours.id()).isEmpty()) {
                troubles.add(new Trouble(ours.id(), "The group " + ours.id() + " has never run", "#/groups"));
            }
        }
        for (GroupFlow group : flow.groups()) {
            if (group.members().isEmpty() && isOurs(group.id())) {
                troubles.add(new Trouble(
                        group.id(), "Nobody reads for the group " + group.id() + ": no member", "#/groups"));
            }
            for (GroupFlow.Reading reading : group.readings()) {
                Long age = ageMillis(reading, now);
                // What lies in a retry topic waits on purpose.
                if (age != null
                        && age > LONG.toMillis()
                        && Topics.named(reading.topic()).isPresent()
                        && isOurs(group.id())) {
                    troubles.add(new Trouble(
                            group.id(),
                            group.id() + " has " + reading.lag() + " of " + reading.topic()
                                    + " still to read, the oldest for " + words(age),
                            "#/groups"));
                }
            }
            looks.add(new GroupLook(
                    group.id(),
                    group.state(),
                    group.members().stream().map(GroupFlow.Member::client).toList(),
                    group.readings().stream()
                            .map(reading -> new ReadingLook(reading.topic(), reading.lag(), ageMillis(reading, now)))
                            .toList()));
        }
        return looks;
    }

    private static @Nullable Long ageMillis(GroupFlow.Reading reading, Instant now) {
        return reading.oldestUnread()
                .map(oldest -> Math.max(0, Duration.between(oldest, now).toMillis()))
                .orElse(null);
    }

    private static boolean isOurs(String group) {
        return Arrays.stream(ConsumerGroup.values()).anyMatch(ours -> ours.id().equals(group));
    }

    private Map<String, Object> queue(Instant now, List<Trouble> troubles) {
        Row making = database.rows(QUEUE).getFirst();
        Row sending = database.rows(SENDING).getFirst();
        long holds = database.rows("select count(*) as held from limits.holds where held_until > now()")
                .getFirst()
                .number("held");
        Long queued = age(making, now);
        if (queued != null && queued > LONG_QUEUE.toMillis()) {
            troubles.add(new Trouble(
                    "generation",
                    making.number("waiting") + making.number("aside") + " photos wait to be worked on, the oldest for "
                            + words(queued),
                    "#/waiting"));
        }
        Long unsent = age(sending, now);
        if (unsent != null && unsent > LONG.toMillis()) {
            troubles.add(new Trouble(
                    "delivery-telegram",
                    sending.number("sending")
                            + (sending.number("sending") == 1 ? " sticker is" : " stickers are")
                            + " made and not delivered, the oldest for " + words(unsent),
                    "#/waiting"));
        }
        if (holds > 0) {
            troubles.add(new Trouble(
                    "delivery-telegram",
                    "Telegram has put " + holds + (holds == 1 ? " chat's calls" : " chats' calls") + " on hold (429)",
                    "#/waiting"));
        }
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("waiting", making.number("waiting"));
        queue.put("working", making.number("working"));
        queue.put("aside", making.number("aside"));
        queue.put("oldestMs", queued);
        queue.put("sending", sending.number("sending"));
        queue.put("oldestSendMs", unsent);
        queue.put("holds", holds);
        return queue;
    }

    private static @Nullable Long age(Row row, Instant now) {
        String oldest = row.text("oldest");
        return oldest == null
                ? null
                : Math.max(0, Duration.between(Instant.parse(oldest), now).toMillis());
    }

    static String words(long millis) {
        long seconds = millis / 1000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
