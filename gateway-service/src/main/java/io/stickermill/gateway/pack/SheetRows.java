package io.stickermill.gateway.pack;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.session.Asker;
import io.stickermill.schemas.ChatKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code sheets}. */
record SheetRows(JdbcClient database) implements Sheets {

    private static final String SELECT = """
            select id, user_id, telegram_user_id, chat_id, chat_kind, thread_id, message_id, language, title, file_id,
                   left_out, cells, cell_columns
              from sheets
            """;

    @Override
    public void note(Sheet sheet) {
        Pack pack = sheet.pack();
        database.sql("""
                insert into sheets (id, user_id, telegram_user_id, chat_id, chat_kind, thread_id, message_id, language, title,
                                    file_id)
                values (:id, :user, :telegram_user, :chat, :kind, :thread, :message, :language, :title, :file)
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
                .param("file", sheet.fileId())
                .update();
    }

    @Override
    public Optional<Sheet> find(UUID packId) {
        return database.sql(SELECT + "where id = ?")
                .param(packId)
                .query(SheetRows::read)
                .optional();
    }

    @Override
    public Optional<Sheet> last(Asker asker) {
        return database.sql(SELECT + """
                where user_id = ? and chat_id = ? and cells is null and created_at > now() - make_interval(secs => ?)
                order by created_at desc limit 1
                """)
                .params(asker.userId(), asker.chatId(), TALK.toSeconds())
                .query(SheetRows::read)
                .optional();
    }

    @Override
    public void toggle(UUID packId, int cell, String press) {
        database.sql("""
                update sheets
                   set left_out = case when :cell = any (left_out) then array_remove(left_out, :cell)
                                       else array_append(left_out, :cell) end,
                       last_press = :press
                 where id = :id and cells is null and last_press is distinct from :press
                """)
                .param("cell", cell)
                .param("press", press)
                .param("id", packId)
                .update();
    }

    @Override
    public void leaveOut(UUID packId, Set<Integer> cells) {
        database.sql("update sheets set left_out = ? where id = ? and cells is null")
                .params(cells.toArray(Integer[]::new), packId)
                .update();
    }

    @Override
    public void make(UUID packId, SheetSize size) {
        database.sql("update sheets set cells = ?, cell_columns = ? where id = ? and cells is null")
                .params(size.cells(), size.columns(), packId)
                .update();
    }

    private static Sheet read(ResultSet row, int number) throws SQLException {
        return new Sheet(
                new Pack(
                        row.getObject("id", UUID.class),
                        new Asker(
                                row.getObject("user_id", UUID.class),
                                row.getLong("telegram_user_id"),
                                row.getLong("chat_id")),
                        ChatKind.valueOf(row.getString("chat_kind")),
                        row.getObject("thread_id", Integer.class),
                        row.getInt("message_id"),
                        row.getString("language"),
                        row.getString("title"),
                        null,
                        0),
                row.getString("file_id"),
                new TreeSet<>(Arrays.asList((Integer[]) row.getArray("left_out").getArray())),
                size(row));
    }

    private static @Nullable SheetSize size(ResultSet row) throws SQLException {
        Integer cells = row.getObject("cells", Integer.class);
        return cells == null ? null : new SheetSize(cells, row.getInt("cell_columns"));
    }
}
