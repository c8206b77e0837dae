package io.stickermill.delivery.status;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code album_jobs}: which jobs belong to an album, and how far it is. */
class Albums {

    private final JdbcClient database;

    Albums(JdbcClient database) {
        this.database = database;
    }

    /**
     * How far an album is.
     *
     * @param photos jobs that are known of so far
     * @param ended jobs that have ended, well or not
     * @param ready stickers that have arrived
     */
    record Count(int photos, int ended, int ready) {

        boolean isOver() {
            return ended >= photos;
        }

        /** Jobs that have ended and gave no sticker: failed, or stopped. */
        int without() {
            return ended - ready;
        }

        /** Rises with every photo and with every end. */
        int step() {
            return photos + ended;
        }
    }

    /** True if the job was not known yet. */
    boolean join(UUID albumId, UUID jobId) {
        return database.sql("insert into album_jobs (job_id, album_id) values (?, ?) on conflict (job_id) do nothing")
                        .params(jobId, albumId)
                        .update()
                == 1;
    }

    /** The album that a job belongs to. */
    Optional<UUID> of(UUID jobId) {
        return database.sql("select album_id from album_jobs where job_id = ?")
                .param(jobId)
                .query((row, _) -> row.getObject("album_id", UUID.class))
                .optional();
    }

    /** Notes a job's end. Gives its album, if it has one. */
    Optional<UUID> ended(UUID jobId) {
        return database.sql("update album_jobs set ended = true where job_id = ? returning album_id")
                .param(jobId)
                .query((row, _) -> row.getObject("album_id", UUID.class))
                .optional();
    }

    Count count(UUID albumId) {
        return database.sql("""
                select count(*) as photos, count(*) filter (where ended) as ended,
                       count(*) filter (where exists (
                           select 1 from deliveries d
                            where d.job_id = a.job_id and d.kind = 'sticker' and d.state = 'done')) as ready
                  from album_jobs a where album_id = ?
                """)
                .param(albumId)
                .query((row, _) -> new Count(row.getInt("photos"), row.getInt("ended"), row.getInt("ready")))
                .single();
    }
}
