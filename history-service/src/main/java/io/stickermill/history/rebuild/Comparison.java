package io.stickermill.history.rebuild;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the live tables with the rebuilt ones, each in one statement and so as of one instant. */
final class Comparison {

    /** More are not kept in memory; who has so many has to look at the first of them first. */
    private static final int MOST = 20_000;

    private final JdbcClient database;

    Comparison(JdbcClient database) {
        this.database = database;
    }

    /** By their places. */
    Map<String, Difference> of(List<HistoryTable> tables) {
        Map<String, Difference> found = new LinkedHashMap<>();
        for (HistoryTable table : tables) {
            of(table, MOST - found.size()).forEach(difference -> found.put(difference.place(), difference));
        }
        return found;
    }

    private List<Difference> of(HistoryTable table, int most) {
        List<Difference> found = new ArrayList<>();
        if (most <= 0) {
            return found;
        }
        String key = table.key().stream()
                .map(column -> "coalesce(l." + column + ", r." + column + ")")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        String first = table.key().getFirst();
        database.sql("""
                select jsonb_build_array(%1$s)::text as key, d.name, d.live, d.rebuilt
                  from (select %2$s from %3$s t) l
                  full join (select %2$s from %4$s t) r on %5$s
                  cross join lateral (
                      select coalesce(a.key, b.key) as name, a.value as live, b.value as rebuilt
                        from jsonb_each_text(to_jsonb(l)) a full join jsonb_each_text(to_jsonb(r)) b on a.key = b.key
                       where l.%6$s is not null and r.%6$s is not null and a.value is distinct from b.value
                      union all
                      select '%7$s', 'there', 'missing' where r.%6$s is null
                      union all
                      select '%7$s', 'missing', 'there' where l.%6$s is null) d
                 where (%8$s) is distinct from (%9$s)
                 order by 1, 2
                 limit :most
                """.formatted(
                                key,
                                table.list("t"),
                                table.live(),
                                table.rebuilt(),
                                table.sameKey("l", "r"),
                                first,
                                Difference.ROW,
                                table.list("l"),
                                table.list("r")))
                .param("most", most)
                .query(row -> {
                    found.add(new Difference(
                            table.name(),
                            row.getString("key"),
                            row.getString("name"),
                            row.getString("live"),
                            row.getString("rebuilt")));
                });
        return found;
    }
}
