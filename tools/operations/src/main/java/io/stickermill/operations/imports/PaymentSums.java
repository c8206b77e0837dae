package io.stickermill.operations.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sums of the old bot's payments: what can be taken of them is read once more, and looked for in the ledger. */
final class PaymentSums {

    private static final int BATCH = 1000;

    private final Map<String, BigDecimal> there = new HashMap<>();
    private final Map<String, BigDecimal> here = new HashMap<>();
    private final List<String> references = new ArrayList<>();
    private final PaymentsImport payments;
    private final Forgotten forgotten;

    PaymentSums(PaymentsImport payments, Forgotten forgotten) {
        this.payments = payments;
        this.forgotten = forgotten;
    }

    /** Prints what they are at the old bot. */
    void print(Connection source, SourceShape shape, PrintWriter out) throws SQLException, IOException {
        read(source, shape, _ -> {});
        PaymentsImport.WORDS.forEach((kind, word) -> out.printf("payments_v2: %,.2f %s there%n", there(kind), word));
        out.flush();
    }

    /** Prints what they are at the old bot and in the ledger. False if that is not the same. */
    boolean compare(Connection source, SourceShape shape, Connection target, PrintWriter out)
            throws SQLException, IOException {
        read(source, shape, reference -> {
            references.add(reference);
            if (references.size() == BATCH) {
                look(target);
            }
        });
        look(target);
        PaymentsImport.WORDS.forEach((kind, word) -> out.printf(
                "payments_v2: %,.2f %s there, %,.2f here%s%n",
                there(kind),
                word,
                here(kind),
                there(kind).compareTo(here(kind)) == 0 ? "" : ": NOT THE SAME, the report says what did not fit"));
        out.flush();
        return PaymentsImport.WORDS.keySet().stream()
                .allMatch(kind -> there(kind).compareTo(here(kind)) == 0);
    }

    @FunctionalInterface
    private interface Looked {
        void at(String reference) throws SQLException;
    }

    private void read(Connection source, SourceShape shape, Looked looked) throws SQLException, IOException {
        Import.each(source, payments, shape, null, row -> {
            if (forgotten.judge(payments, row) instanceof Verdict.Taken taken) {
                String amount = Objects.requireNonNull(taken.values().get(PaymentsImport.AMOUNT));
                there.merge(
                        Objects.requireNonNull(taken.values().get(PaymentsImport.KIND)),
                        new BigDecimal(amount),
                        BigDecimal::add);
                looked.at(Objects.requireNonNull(taken.values().get(PaymentsImport.REFERENCE)));
            }
        });
    }

    private void look(Connection target) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement("""
                select kind, sum(amount) from gateway.credit_transfers
                 where kind in ('IMPORT', 'IMPORT_SPENT') and reference = any(?) group by kind
                """)) {
            statement.setArray(1, target.createArrayOf("text", references.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    here.merge(rows.getString(1), rows.getBigDecimal(2), BigDecimal::add);
                }
            }
        }
        references.clear();
    }

    private BigDecimal there(String kind) {
        return there.getOrDefault(kind, BigDecimal.ZERO);
    }

    private BigDecimal here(String kind) {
        return here.getOrDefault(kind, BigDecimal.ZERO);
    }
}
