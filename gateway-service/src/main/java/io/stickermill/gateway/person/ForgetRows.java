package io.stickermill.gateway.person;

import io.stickermill.contracts.person.Keeper;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.IdHashes;
import io.stickermill.schemas.PersonForgotten;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code forgets}. */
final class ForgetRows implements Forgets {

    private static final TypeReference<TreeMap<String, Map<String, Long>>> REMOVED = new TypeReference<>() {};
    private static final String SELECT = "select id, requested_at, sets, results, ended_at from forgets ";

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final @Nullable IdHashes hashes;
    private final JsonMapper json;

    ForgetRows(JdbcClient database, TransactionOperations transaction, Optional<IdHashes> hashes, JsonMapper json) {
        this.database = database;
        this.transaction = transaction;
        this.hashes = hashes.orElse(null);
        this.json = json;
    }

    @Override
    public boolean isOn() {
        return hashes != null;
    }

    @Override
    public boolean isOpen(long telegramId) {
        return hashes != null
                && database.sql("select exists (select from forgets where id_hash = ? and ended_at is null)")
                        .param(hashes.ofTelegram(telegramId))
                        .query(Boolean.class)
                        .single();
    }

    @Override
    public boolean tellsToWait(long telegramId) {
        return hashes != null
                && database.sql("""
                        update forgets set waits_told = true where id_hash = ? and ended_at is null and not waits_told
                        """).param(hashes.ofTelegram(telegramId)).update() == 1;
    }

    @Override
    public Optional<ForgetRequested> begin(UUID requestId, Person person, boolean sets, String language) {
        IdHashes made = hashes;
        if (made == null) {
            throw new IllegalStateException(
                    "nobody can be forgotten: set STICKERMILL_FORGET_KEY, the same for all services");
        }
        byte[] hash = made.ofTelegram(person.telegramId());
        return Objects.requireNonNull(transaction.execute(_ -> {
            // Whoever is just admitting a request of theirs is waited for: it is published before this is.
            database.sql("select 1 from users where id = ? for update")
                    .param(person.userId())
                    .query((_, _) -> 1)
                    .list();
            database.sql("""
                    insert into forgets (id, id_hash, requested_at, sets) values (:id, :hash, now(), :sets)
                    on conflict do nothing
                    """)
                    .param("id", requestId)
                    .param("hash", hash)
                    .param("sets", sets)
                    .update();
            return database.sql("select id, requested_at, sets from forgets where id_hash = ? and ended_at is null")
                    .param(hash)
                    .query((row, _) -> ForgetRequested.newBuilder()
                            .setRequestId(row.getObject("id", UUID.class))
                            .setUserId(person.userId())
                            .setTelegramUserId(person.telegramId())
                            .setSets(row.getBoolean("sets"))
                            .setLanguage(language)
                            .setRequestedAt(row.getTimestamp("requested_at").toInstant())
                            .build())
                    .optional();
        }));
    }

    @Override
    public boolean done(PersonForgotten result) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            int noted = database.sql("""
                    update forgets set results = results || jsonb_build_object(:service::text, :removed::jsonb)
                     where id = :id and ended_at is null
                    """)
                    .param("service", result.getService())
                    .param("removed", json.writeValueAsString(result.getRemoved()))
                    .param("id", result.getRequestId())
                    .update();
            return noted == 1
                    && Keeper.missing(receipt(result.getRequestId())
                                    .orElseThrow()
                                    .removed()
                                    .keySet())
                            .isEmpty()
                    && database.sql("update forgets set ended_at = now(), id_hash = null where id = ?")
                                    .param(result.getRequestId())
                                    .update()
                            == 1;
        }));
    }

    @Override
    public Optional<Receipt> receipt(UUID id) {
        return database.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
    }

    @Override
    public List<Receipt> receipts(int most) {
        return database.sql(SELECT + "order by requested_at desc limit ?")
                .param(most)
                .query(this::read)
                .list();
    }

    private Receipt read(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Receipt(
                row.getObject("id", UUID.class),
                row.getTimestamp("requested_at").toInstant(),
                row.getBoolean("sets"),
                json.readValue(row.getString("results"), REMOVED),
                ended == null ? null : ended.toInstant());
    }
}
