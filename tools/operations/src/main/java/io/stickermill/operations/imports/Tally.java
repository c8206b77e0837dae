package io.stickermill.operations.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stickermill.common.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What has become of the rows of a table so far. Kept beside the place that was reached, so that a kill forgets none. */
final class Tally {

    private long read;
    private long fresh;
    private long changed;
    private long joined;
    private long refused;
    private long forgotten;
    private final Map<Fact, Long> facts = new EnumMap<>(Fact.class);

    void read(Verdict verdict) {
        read++;
        switch (verdict) {
            case Verdict.Taken taken -> taken.facts().forEach(fact -> facts.merge(fact, 1L, Long::sum));
            case Verdict.Joined _ -> joined++;
            case Verdict.Forgotten _ -> forgotten++;
            case Verdict.Refused _ -> refused++;
        }
    }

    void written(Upsert.Written written) {
        fresh += written.fresh();
        changed += written.changed();
        refused += written.refused().size();
    }

    long read() {
        return read;
    }

    /** Those that were not there before. */
    long fresh() {
        return fresh;
    }

    /** Those that were there, and had changed in the old database. */
    long changed() {
        return changed;
    }

    long joined() {
        return joined;
    }

    long refused() {
        return refused;
    }

    /** Those of people who have had themselves forgotten. */
    long forgotten() {
        return forgotten;
    }

    long taken() {
        return read - joined - refused - forgotten;
    }

    Map<Fact, Long> facts() {
        return facts;
    }

    String json() {
        Map<String, Long> all = new TreeMap<>(Map.of(
                "read",
                read,
                "fresh",
                fresh,
                "changed",
                changed,
                "joined",
                joined,
                "refused",
                refused,
                "forgotten",
                forgotten));
        facts.forEach((fact, count) -> all.put(fact.name(), count));
        try {
            return Json.MAPPER.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tally of(String json) {
        try {
            var all = Json.MAPPER.readTree(json);
            Tally tally = new Tally();
            tally.read = all.path("read").asLong();
            tally.fresh = all.path("fresh").asLong();
            tally.changed = all.path("changed").asLong();
            tally.joined = all.path("joined").asLong();
            tally.refused = all.path("refused").asLong();
            tally.forgotten = all.path("forgotten").asLong();
            for (Fact fact : Fact.values()) {
                if (all.has(fact.name())) {
                    tally.facts.put(fact, all.path(fact.name()).asLong());
                }
            }
            return tally;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
