package io.stickermill.operations.imports;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of one row. */
sealed interface Verdict {

    /**
     * It is taken.
     *
     * @param values in the order of the table's columns, as PostgreSQL reads them from text
     * @param changes what had to be made otherwise than it was
     * @param facts what is known of such data and true of this row
     */
    record Taken(List<@Nullable String> values, List<String> changes, Set<Fact> facts) implements Verdict {}

    /** There is a row for it already. */
    record Joined(String reason) implements Verdict {}

    /** It is of somebody who has had themselves forgotten. The report does not name it. */
    record Forgotten() implements Verdict {}

    /** It can't be. */
    record Refused(String reason) implements Verdict {}
}
