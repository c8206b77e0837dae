package io.stickermill.operations.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people got and spent at the old bot, row by row, as transfers of credits: one of its stars is one credit. What they got comes
 * before what they spent, so that nobody's balance is below zero on the way. Only rows of which it is certain are taken: money that
 * may never have come is none.
 */
record PaymentsImport(Identities identities) implements TableImport {

    /** Where a row's values stand that its sum is made of. */
    static final int KIND = 0;

    static final int REFERENCE = 1;
    static final int AMOUNT = 5;

    private static final String GOT = "IMPORT";
    private static final String SPENT = "IMPORT_SPENT";

    /** The kinds of transfers, in words. */
    static final SortedMap<String, String> WORDS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(GOT, "got", SPENT, "spent")));

    private static final Set<String> INCOME = Set.of("income", "money_income");
    private static final Set<String> OUTCOME = Set.of("outcome", "money_outcome");
    private static final Set<String> DONE = Set.of("completed", "success", "paid");
    private static final BigDecimal MOST = new BigDecimal("99999999.99");

    @Override
    public SourceTable table() {
        return SourceTable.PAYMENTS;
    }

    @Override
    public String select(SourceShape shape) {
        return """
                select case when lower(t.type::text) in (%s) then 'a' else 'b' end || t.id::text as key, t.id::text as id,
                       t.telegram_id::text as telegram_id, t.stars::text as stars, t.type::text as type,
                       %s as service, %s as method, %s as status, %s as status_there, %s as created_at
                  from payments_v2 t
                """.formatted(
                        INCOME.stream().sorted().map(word -> "'" + word + "'").collect(Collectors.joining(", ")),
                        shape.text("t", table(), "service"),
                        shape.text("t", table(), "method"),
                        shape.text("t", table(), "status"),
                        shape.has(table(), "status"),
                        shape.text("t", table(), "created_at"));
    }

    @Override
    public String keyType(SourceShape shape) {
        return "text";
    }

    @Override
    public Verdict judge(SourceRow row) throws SQLException {
        Long telegramId = Person.telegramId(row);
        if (telegramId == null) {
            return new Verdict.Refused("has no Telegram id of a person, who could own it");
        }
        String status = row.text("status");
        if (row.is("status_there") && (status == null || !DONE.contains(status.toLowerCase(Locale.ROOT)))) {
            return new Verdict.Refused("its status is " + status + ": the money may never have come");
        }
        String kind = kind(row.text("type"));
        if (kind == null) {
            return new Verdict.Refused("its type " + row.text("type") + " is neither income nor outcome");
        }
        String stars = row.text("stars");
        BigDecimal exact = amount(stars);
        if (exact == null || exact.signum() <= 0) {
            return new Verdict.Refused("its stars are " + stars + ", which is no amount above zero");
        }
        // What is less than a hundredth is the person's.
        BigDecimal amount = exact.setScale(2, kind.equals(GOT) ? RoundingMode.UP : RoundingMode.DOWN);
        if (amount.signum() == 0 || amount.compareTo(MOST) > 0) {
            return new Verdict.Refused("its stars are " + stars + ", which no balance can hold");
        }
        List<String> changes = new ArrayList<>();
        if (amount.compareTo(exact) != 0) {
            changes.add("its " + stars + " stars are taken as " + amount);
        }
        String at = row.moment("created_at");
        if (at == null) {
            changes.add(row.without("created_at") + ": taken as today's");
            at = Instant.now().toString();
        }
        boolean got = kind.equals(GOT);
        List<@Nullable String> values = new ArrayList<>();
        values.add(kind);
        values.add(identities.id(table(), row.oldId()).toString());
        values.add(identities.user(telegramId).toString());
        values.add(got ? "IMPORTED" : "FREE");
        values.add(got ? "FREE" : "IMPORTED");
        values.add(amount.toPlainString());
        values.add(note(row));
        values.add(at);
        return new Verdict.Taken(values, changes, Set.of());
    }

    /** Each row once. What the old bot changes in a row that was taken is seen by the sums. */
    @Override
    public Upsert upsert() {
        return new Upsert(
                "gateway.credit_transfers",
                Upsert.columns(
                        "kind text",
                        "reference text",
                        "user_id uuid",
                        "source text",
                        "target text",
                        "amount numeric",
                        "note text",
                        "at timestamptz"),
                "(kind, reference) do nothing");
    }

    private static @Nullable String kind(@Nullable String type) {
        String word = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (INCOME.contains(word)) {
            return GOT;
        }
        return OUTCOME.contains(word) ? SPENT : null;
    }

    /** Null where it is no number, as NaN and infinity are none. */
    private static @Nullable BigDecimal amount(@Nullable String stars) {
        if (stars == null || stars.length() > 40) {
            return null;
        }
        try {
            return new BigDecimal(stars);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable String note(SourceRow row) throws SQLException {
        String words = Stream.of(row.text("service"), row.text("method"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
        return words.isEmpty() ? null : words;
    }
}
