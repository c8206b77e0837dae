package io.stickermill.gateway.pack;

import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.schemas.ChatKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code packs}. */
record PackRows(JdbcClient database, TransactionOperations transaction, PackSettings settings) implements Packs {

    private static final int A_FEW = 20;

    /** Whoever has closed it publishes that; if they died over it, somebody else does after this time. */
    static final Duration PUBLISHING = Duration.ofSeconds(10);

    /** What {@link #read} needs. */
    static final String PACK = """
            packs.id, packs.user_id, packs.telegram_user_id, packs.chat_id, packs.chat_kind, packs.thread_id,
            packs.message_id, packs.language, packs.title, packs.media_group_id, packs.parts
            """;

    @Override
    public Optional<Pack> open(Pack pack) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            database.sql("select 1 from users where id = ? for update")
                    .param(pack.asker().userId())
                    .query((_, _) -> 1)
                    .list();
            if (find(pack.id()).isPresent()) {
                return Optional.empty();
            }
            Optional<Pack> before = pack.albumId() == null ? closeOpen(pack.asker()) : Optional.empty();
            insert(database, pack, true);
            return before;
        }));
    }

    /** @param open whether photos come into it until it is closed; else it is over already */
    static void insert(JdbcClient database, Pack pack, boolean open) {
        database.sql("""
                insert into packs (id, user_id, telegram_user_id, chat_id, chat_kind, thread_id, message_id, language, title,
                                   media_group_id, closed_at, over_at)
                values (:id, :user, :telegram_user, :chat, :kind, :thread, :message, :language, :title, :album,
                        case when not :open then now() end, case when not :open then now() end)
                on conflict do nothing
                """)
                .param("id", pack.id())
                .param("user", pack.asker().userId())
                .param("telegram_user", pack.asker().telegramUserId())
                .param("chat", pack.asker().chatId())
                .param("kind", pack.chatKind().name())
                .param("thread", pack.threadId())
                .param("message", pack.messageId())
                .param("language", pack.language())
                .param("title", pack.title())
                .param("album", pack.albumId())
                .param("open", open)
                .update();
    }

    @Override
    public Optional<PackPart> place(PhotoRequest photo) {
        return database.sql("""
                update packs
                   set parts = parts + 1, last_at = now(),
                       closed_at = case when parts + 1 >= :most then now() end
                 where id = (select id from packs
                              where user_id = :user and chat_id = :chat and closed_at is null
                                and (media_group_id = :album
                                     or media_group_id is null and last_at > now() - make_interval(secs => :patience))
                              order by media_group_id nulls last limit 1)
                   and closed_at is null
                returning id, parts - 1 as place
                """)
                .param("most", Pack.MOST)
                .param("user", photo.asker().userId())
                .param("chat", photo.asker().chatId())
                .param("album", photo.albumId(), Types.VARCHAR)
                .param("patience", settings.patience().toSeconds())
                .query((row, _) -> new PackPart(row.getObject("id", UUID.class), row.getInt("place")))
                .optional();
    }

    @Override
    public void published(PackPart part) {
        database.sql("update packs set published = greatest(published, ?), last_at = now() where id = ?")
                .params(part.index() + 1, part.packId())
                .update();
    }

    @Override
    public Optional<Pack> find(UUID id) {
        return database.sql("select " + PACK + "from packs where id = ?")
                .param(id)
                .query(PackRows::read)
                .optional();
    }

    @Override
    public Optional<Pack> close(UUID id, UUID userId) {
        return database.sql("""
                update packs set closed_at = coalesce(closed_at, now())
                 where id = ? and user_id = ? and (parts > 0 or closed_at is not null)
                returning
                """ + PACK).params(id, userId).query(PackRows::read).optional();
    }

    @Override
    public Optional<Pack> closeOpen(Asker asker) {
        return database.sql("""
                update packs set closed_at = now()
                 where user_id = ? and chat_id = ? and closed_at is null and media_group_id is null
                returning
                """ + PACK)
                .params(asker.userId(), asker.chatId())
                .query(PackRows::read)
                .optional();
    }

    @Override
    public List<Pack> due() {
        database.sql("""
                update packs set closed_at = now()
                 where closed_at is null and (media_group_id is null or published >= parts)
                   and last_at < now() - case when media_group_id is null then make_interval(secs => :patience)
                                              else make_interval(secs => :quiet) end
                """)
                .param("patience", settings.patience().toMillis() / 1000.0)
                .param("quiet", settings.albumQuiet().toMillis() / 1000.0)
                .update();
        return database.sql("select " + PACK + """
                from packs
                where over_at is null and closed_at is not null
                  and (media_group_id is not null or parts >= :most
                       or closed_at < now() - make_interval(secs => :publishing)
                       or closed_at > last_at + make_interval(secs => :patience))
                order by closed_at limit :few
                """)
                .param("most", Pack.MOST)
                .param("publishing", PUBLISHING.toSeconds())
                .param("patience", settings.patience().toSeconds())
                .param("few", A_FEW)
                .query(PackRows::read)
                .list();
    }

    @Override
    public void over(UUID id) {
        database.sql("update packs set over_at = coalesce(over_at, now()) where id = ?")
                .param(id)
                .update();
    }

    static Pack read(ResultSet row, int number) throws SQLException {
        return new Pack(
                row.getObject("id", UUID.class),
                new Asker(
                        row.getObject("user_id", UUID.class), row.getLong("telegram_user_id"), row.getLong("chat_id")),
                ChatKind.valueOf(row.getString("chat_kind")),
                row.getObject("thread_id", Integer.class),
                row.getInt("message_id"),
                row.getString("language"),
                row.getString("title"),
                row.getString("media_group_id"),
                row.getInt("parts"));
    }
}
