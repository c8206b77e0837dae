package io.stickermill.console.access;

import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.database.LookedAtDatabase.Row;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was done from the page, and by whom: a line in the console's log, and a row that stays. */
public final class ActionLog {

    private static final Logger log = LoggerFactory.getLogger(ActionLog.class);

    private final LookedAtDatabase database;

    public ActionLog(LookedAtDatabase database) {
        this.database = database;
    }

    /**
     * @param who by the session's name
     * @param action the command that does the same
     * @param subject what was acted upon
     */
    public void did(String who, String action, String subject, String outcome) {
        log.info("{} did `{}` with {}: {}", who, action, subject, outcome);
        try {
            database.rows(
                    "insert into console.actions (who, action, subject, outcome) values (?, ?, ?, ?)",
                    who,
                    action,
                    subject,
                    outcome);
        } catch (IllegalStateException e) {
            // Done is done; the log has it.
            log.error("that stands in no table: {}", e.getMessage());
        }
    }

    /** The newest 100. */
    public List<Row> newest() {
        return database.rows(
                "select at, who, action, subject, outcome from console.actions order by id desc limit 100");
    }
}
