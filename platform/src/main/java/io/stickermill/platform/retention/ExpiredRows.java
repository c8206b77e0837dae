package io.stickermill.platform.retention;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that can be removed by their age. */
@FunctionalInterface
public interface ExpiredRows {

    /**
     * Removes the oldest of them. Several instances do so at once: rows that another has locked are passed over.
     *
     * @param before those that are older than this
     * @param most at most so many
     * @return number that were removed; fewer than {@code most} when there are no more
     */
    int remove(Instant before, int most);

    /**
     * Rows that one statement removes.
     *
     * @param delete with the parameters {@code :before} and {@code :most}; a constant of the program, never input
     */
    static ExpiredRows of(JdbcClient database, String delete) {
        return (before, most) -> database.sql(delete)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }

    /**
     * All rows of a table that are older.
     *
     * @param table constants of the program, never input, as are the columns
     * @param key its columns, with commas between them
     * @param since the column that says since when; with an index, since it is read in its order
     */
    static ExpiredRows olderIn(JdbcClient database, String table, String key, String since) {
        return of(database, """
                delete from %1$s where (%2$s) in (
                    select %2$s from %1$s where %3$s < :before
                     order by %3$s limit :most for update skip locked)
                """.formatted(table, key, since));
    }
}
