package io.stickermill.delivery.set;

import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerSetRequested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code packs} and {@code pack_parts}. */
final class PackRows {

    private final JdbcClient database;

    PackRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * A pack of photos.
     *
     * @param parts how many; null while more may come
     * @param begun the request that began it
     */
    record Pack(UUID id, @Nullable Integer parts, StickerSetRequested begun, boolean done) {}

    /**
     * A photo of a pack.
     *
     * @param index its place, from 0
     * @param jobId the job that makes its sticker
     * @param fileId of the uploaded sticker; null while it is not there, or where there is none
     * @param made what was said of it, without the file
     * @param failure key of the text that says why there is no sticker
     */
    record PackPart(
            UUID packId,
            int index,
            UUID jobId,
            long owner,
            @Nullable String fileId,
            @Nullable StickerReady made,
            @Nullable String failure) {

        boolean isOpen() {
            return fileId == null && failure == null;
        }
    }

    void begin(StickerSetRequested request) {
        database.sql("insert into packs (id, begun) values (?, ?) on conflict (id) do nothing")
                .params(request.getSetId(), bytes(encoded(request::toByteBuffer)))
                .update();
    }

    void ended(UUID packId, int parts) {
        database.sql("update packs set parts = ? where id = ? and parts is null")
                .params(parts, packId)
                .update();
    }

    void done(UUID packId) {
        database.sql("update packs set done_at = now() where id = ? and done_at is null")
                .param(packId)
                .update();
    }

    Optional<Pack> find(UUID packId) {
        return database.sql("select id, parts, begun, done_at is not null as done from packs where id = ?")
                .param(packId)
                .query((row, _) -> {
                    byte[] begun = row.getBytes("begun");
                    return new Pack(
                            row.getObject("id", UUID.class),
                            row.getObject("parts", Integer.class),
                            decoded(() -> StickerSetRequested.fromByteBuffer(ByteBuffer.wrap(begun))),
                            row.getBoolean("done"));
                })
                .optional();
    }

    /** A photo of a pack is on its way. */
    void awaits(UUID packId, int index, UUID jobId, long owner) {
        database.sql("""
                insert into pack_parts (pack_id, pack_index, job_id, telegram_user_id, state)
                values (?, ?, ?, ?, 'making') on conflict do nothing
                """).params(packId, index, jobId, owner).update();
    }

    Optional<PackPart> part(UUID jobId) {
        return database.sql(PARTS + "where job_id = ?")
                .param(jobId)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Whether the ledger of sends knows the end of a sticker: of a pack's, since a recovery has entered it there. */
    boolean hasEnded(UUID stickerId) {
        return database.sql("select exists (select from deliveries where id = ? and state in ('done', 'failed'))")
                .param(stickerId)
                .query(Boolean.class)
                .single();
    }

    /** By their places. */
    List<PackPart> parts(UUID packId) {
        return database.sql(PARTS + "where pack_id = ? order by pack_index")
                .param(packId)
                .query((row, _) -> read(row))
                .list();
    }

    private static final String PARTS =
            "select pack_id, pack_index, job_id, telegram_user_id, file_id, made, failure from pack_parts ";

    private static PackPart read(ResultSet row) throws SQLException {
        byte[] made = row.getBytes("made");
        return new PackPart(
                row.getObject("pack_id", UUID.class),
                row.getInt("pack_index"),
                row.getObject("job_id", UUID.class),
                row.getLong("telegram_user_id"),
                row.getString("file_id"),
                made == null ? null : decoded(() -> StickerReady.fromByteBuffer(ByteBuffer.wrap(made))),
                row.getString("failure"));
    }

    /** Its sticker is uploaded. */
    void ready(StickerReady made, String fileId) {
        StickerReady kept = StickerReady.newBuilder(made).setSticker(null).build();
        database.sql("""
                update pack_parts set state = 'ready', file_id = ?, made = ? where job_id = ? and state = 'making'
                """)
                .params(fileId, bytes(encoded(kept::toByteBuffer)), made.getJobId())
                .update();
    }

    /** There is no sticker of it. */
    void failed(UUID jobId, String key) {
        database.sql("update pack_parts set state = 'failed', failure = ? where job_id = ? and state = 'making'")
                .params(key, jobId)
                .update();
    }

    @FunctionalInterface
    private interface Coding<T> {
        T of() throws IOException;
    }

    private static ByteBuffer encoded(Coding<ByteBuffer> coding) {
        return decoded(coding);
    }

    private static <T> T decoded(Coding<T> coding) {
        try {
            return coding.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
