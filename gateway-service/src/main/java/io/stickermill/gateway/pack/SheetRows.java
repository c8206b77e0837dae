package io.stickermill.gateway.pack;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.session.Asker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code sheets}, each row of which belongs to one of {@code packs}. */
record SheetRows(JdbcClient database, TransactionOperations transaction) implements Sheets {

    private static final String SELECT = "select " + PackRows.PACK + """
            , file_id, left_out, cells, cell_columns
              from sheets join packs on packs.id = sheets.id
            """;

    @Override
    public void note(Sheet sheet) {
        transaction.executeWithoutResult(_ -> {
            PackRows.insert(database, sheet.pack(), false);
            database.sql("insert into sheets (id, file_id) values (?, ?) on conflict do nothing")
                    .params(sheet.pack().id(), sheet.fileId())
                    .update();
        });
    }

    @Override
    public Optional<Sheet> find(UUID packId) {
        return database.sql(SELECT + "where packs.id = ?")
                .param(packId)
                .query(SheetRows::read)
                .optional();
    }

    @Override
    public Optional<Sheet> last(Asker asker) {
        return database.sql(SELECT + """
                where user_id = ? and chat_id = ? and created_at > now() - make_interval(secs => ?) and cells is null
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
                PackRows.read(row, number),
                row.getString("file_id"),
                new TreeSet<>(Arrays.asList((Integer[]) row.getArray("left_out").getArray())),
                size(row));
    }

    private static @Nullable SheetSize size(ResultSet row) throws SQLException {
        Integer cells = row.getObject("cells", Integer.class);
        return cells == null ? null : new SheetSize(cells, row.getInt("cell_columns"));
    }
}
