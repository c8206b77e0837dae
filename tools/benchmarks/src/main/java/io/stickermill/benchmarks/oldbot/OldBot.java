package io.stickermill.benchmarks.oldbot;

import io.stickermill.benchmarks.oldbot.Draw.FileIdKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the database of a bot that has run for years: people, their sessions, and the stickers of each session in the order
 * in which they were made, some of them as a pack. Nothing of it is kept in memory.
 */
public final class OldBot {

    private static final Instant BEGAN = Instant.parse("2023-03-01T08:00:00Z");
    private static final String[] STYLES = {"anime", "pixar", "line_art", "clay", "none"};
    private static final double PACKS = 0.3;
    private static final int SESSIONS_A_PERSON = 4;

    private static final List<String> NAMES = List.of("users", "sessions", "pack_batches", "stickers");

    private static final String TABLES = """
            drop table if exists stickers, pack_batches, sessions, users;
            create table users (
                id          uuid primary key,
                telegram_id bigint,
                username    text,
                language    text,
                created_at  timestamptz default now()
            );
            create table sessions (
                id                        uuid primary key,
                user_id                   uuid,
                current_photo_file_id     text,
                photos                    jsonb default '[]',
                last_sticker_file_id      text,
                last_sticker_storage_path text,
                pack_sheet_file_id        text,
                env                       text default 'prod',
                created_at                timestamptz default now()
            );
            create table pack_batches (
                id                         uuid primary key,
                user_id                    uuid,
                session_id                 uuid,
                sticker_set_name           text,
                cleaned_sheet_storage_path text,
                created_at                 timestamptz default now()
            );
            create table stickers (
                id                   uuid primary key,
                user_id              uuid,
                session_id           uuid,
                source_photo_file_id text,
                user_input           text,
                generated_prompt     text,
                result_storage_path  text,
                telegram_file_id     text,
                sticker_set_name     text,
                style_preset_id      text,
                generation_type      text,
                pack_batch_id        uuid,
                pack_index           integer,
                created_at           timestamptz default now()
            );
            """;

    /** Only what bears this comment is ours to replace. */
    private static final String MADE_UP = "made up by stickermill import generate";

    private final Draw draw;
    private final int sessions;
    private final long stickers;
    private final DataFaults faults;
    private final StoredFiles objects;

    /** @param objects where the objects of the paths go that tell the truth */
    public OldBot(long seed, int sessions, long stickers, DataFaults faults, StoredFiles objects) {
        this.draw = new Draw(seed);
        this.sessions = sessions;
        this.stickers = stickers;
        this.faults = faults;
        this.objects = objects;
    }

    /** How many rows each table has got. */
    public record Made(long users, long sessions, long packs, long stickers) {}

    /**
     * Replaces the four tables.
     *
     * @throws IllegalStateException if there are tables of these names that were not made here
     */
    public Made make(Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            if (holdsOthers(statement)) {
                throw new IllegalStateException(
                        "This database has a table users, sessions, stickers or pack_batches that was"
                                + " not made up: take an empty one.");
            }
            statement.execute(TABLES);
            Made made = new Made(users(connection), sessions(connection), packs(connection), stickers(connection));
            for (String table : NAMES) {
                statement.execute("comment on table %s is '%s'".formatted(table, MADE_UP));
            }
            statement.execute("create index on stickers (session_id)");
            statement.execute("analyze");
            return made;
        }
    }

    private static boolean holdsOthers(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select exists (select from unnest(array['%s']) as t(name)
                                where to_regclass(name) is not null
                                  and obj_description(to_regclass(name), 'pg_class') is distinct from '%s')
                """.formatted(String.join("','", NAMES), MADE_UP))) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private int people() {
        return sessions / SESSIONS_A_PERSON + 1;
    }

    private long users(Connection connection) throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "users (id, telegram_id, username, language, created_at)")) {
            for (int i = 0; i < people(); i++) {
                Long telegramId = 1_000_000L + i;
                if (i > 0 && draw.has("user.broken", i, faults.broken())) {
                    // Written before the bot knew who it was, or twice at the same instant.
                    telegramId = draw.below(2, "user.how", i) == 0 ? null : telegramId - 1;
                }
                rows.row(
                        user(i),
                        telegramId,
                        "person_" + i,
                        draw.has("user.russian", i, 0.5) ? "ru" : "en",
                        BEGAN.plusSeconds(i * 600L));
            }
            return rows.rows();
        }
    }

    private long sessions(Connection connection) throws SQLException, IOException {
        try (CopyRows rows = new CopyRows(
                connection,
                "sessions (id, user_id, current_photo_file_id, photos, last_sticker_file_id, last_sticker_storage_path,"
                        + " pack_sheet_file_id, env, created_at)")) {
            Share share = new Share();
            for (int i = 0; i < sessions; i++) {
                Session session = share.next(i);
                boolean broken = draw.has("session.broken", i, faults.broken());
                int how = draw.below(3, "session.how", i);
                long last = session.firstSticker() + session.size() - 1;
                boolean hasSticker = session.old() || session.size() > 0;
                String photo = draw.fileId(FileIdKind.PHOTO, i);
                String path = null;
                if (session.old()) {
                    path = claimed("session", i, "stickers/%s/%s.webp".formatted(user(owner(i)), session(i)));
                } else if (hasSticker) {
                    path = path(session, last);
                }
                rows.row(
                        session(i),
                        broken && how == 0 ? draw.uuid("nobody", i) : user(owner(i)),
                        photo,
                        broken && how == 1 ? "{\"file\": 1}" : "[\"" + photo + "\"]",
                        session.old() ? draw.fileId(FileIdKind.STICKER, -1 - i) : hasSticker ? stickerFile(last) : null,
                        path,
                        session.pack() ? draw.fileId(FileIdKind.SHEET, i) : null,
                        broken && how == 2 ? null : draw.has("session.test", i, 0.05) ? "test" : "prod",
                        at(i));
            }
            return rows.rows();
        }
    }

    private long packs(Connection connection) throws SQLException, IOException {
        try (CopyRows rows = new CopyRows(
                connection,
                "pack_batches (id, user_id, session_id, sticker_set_name, cleaned_sheet_storage_path, created_at)")) {
            Share share = new Share();
            for (int i = 0; i < sessions; i++) {
                Session session = share.next(i);
                if (session.pack() && !draw.has("pack.broken", i, faults.broken())) {
                    String path = claimed("sheet", i, "pack_sheets/%s.png".formatted(pack(i)));
                    rows.row(pack(i), user(owner(i)), session(i), set(i), path, at(i));
                }
            }
            return rows.rows();
        }
    }

    private long stickers(Connection connection) throws SQLException, IOException {
        try (CopyRows rows = new CopyRows(
                connection,
                "stickers (id, user_id, session_id, source_photo_file_id, user_input, generated_prompt,"
                        + " result_storage_path, telegram_file_id, sticker_set_name, style_preset_id, generation_type,"
                        + " pack_batch_id, pack_index, created_at)")) {
            Share share = new Share();
            for (int i = 0; i < sessions; i++) {
                Session session = share.next(i);
                for (int k = 0; k < session.size(); k++) {
                    sticker(rows, session, k);
                }
            }
            return rows.rows();
        }
    }

    private void sticker(CopyRows rows, Session session, int place) throws SQLException, IOException {
        long j = session.firstSticker() + place;
        int i = session.number();
        boolean foreign = !session.pack() && draw.has("sticker.foreign", j, faults.foreign());
        boolean broken = draw.has("sticker.broken", j, faults.broken());
        int how = draw.below(4, "sticker.how", j);
        String path = path(session, j);
        String file = stickerFile(j);
        if (unsent(j) || (session.pack() && draw.has("sticker.packfile", j, faults.packWithoutFile()))) {
            file = null;
        }
        Integer index = session.pack() ? place : null;
        Instant at = at(i).plusSeconds(30L * (place + 1));
        UUID owner = user(owner(i));
        if (broken) {
            switch (how) {
                case 0 -> owner = draw.uuid("nobody", j);
                case 1 -> {
                    path = null;
                    file = session.pack() ? null : "";
                }
                case 2 -> index = session.pack() ? (Integer) Math.max(0, place - 1) : (Integer) place;
                default -> at = null;
            }
        }
        rows.row(
                draw.uuid("sticker", j),
                owner,
                session(i),
                draw.fileId(FileIdKind.PHOTO, i),
                draw.has("sticker.words", j, 0.3) ? "with a \"hat\",\nplease \uD83C\uDFA9 \\" + j : null,
                "a sticker of the subject, number " + j,
                path,
                file,
                foreign ? "set_of_others_" + j % 100 : session.pack() ? set(i) : null,
                STYLES[draw.below(STYLES.length, "sticker.style", j)],
                foreign ? "foreign" : session.pack() ? "pack" : "photo",
                session.pack() ? pack(i) : null,
                index,
                at);
    }

    private boolean unsent(long sticker) {
        return draw.has("sticker.unsent", sticker, faults.pathWithoutFile());
    }

    private @Nullable String path(Session session, long sticker) throws IOException {
        Object folder = session.pack() ? pack(session.number()) : session(session.number());
        String path = "stickers/%s/%s/%d.webp"
                .formatted(
                        user(owner(session.number())),
                        folder,
                        at(session.number()).getEpochSecond() + sticker);
        // A row that was written before its send has its path already.
        return unsent(sticker) ? kept("sticker", sticker, path) : claimed("sticker", sticker, path);
    }

    private @Nullable String claimed(String what, long row, String path) throws IOException {
        return draw.has(what + ".nopath", row, faults.withoutPath()) ? null : kept(what, row, path);
    }

    private String kept(String what, long row, String path) throws IOException {
        if (!draw.has(what + ".missing", row, faults.neverUploaded())) {
            objects.put(path);
        }
        return path;
    }

    private String stickerFile(long sticker) {
        return draw.fileId(FileIdKind.STICKER, sticker);
    }

    private int owner(int session) {
        return draw.below(people(), "session.owner", session);
    }

    private UUID user(int person) {
        return draw.uuid("user", person);
    }

    private UUID session(int number) {
        return draw.uuid("session", number);
    }

    private UUID pack(int session) {
        return draw.uuid("pack", session);
    }

    private static String set(int session) {
        return "pack_" + session + "_by_oldbot";
    }

    private static Instant at(int session) {
        return BEGAN.plusSeconds(session * 700L);
    }

    /** @param size number of its stickers, which are numbered in a row from {@code firstSticker} */
    private record Session(int number, boolean old, boolean pack, long firstSticker, int size) {}

    /** Hands out the stickers to the sessions that have some, in order. */
    private final class Share {
        private final long sessionsWith;
        private long with;
        private long given;

        Share() {
            long count = 0;
            for (int i = 0; i < sessions; i++) {
                count += old(i) ? 0 : 1;
            }
            sessionsWith = Math.max(1, count);
        }

        Session next(int number) {
            if (old(number)) {
                return new Session(number, true, false, given, 0);
            }
            with++;
            int size = (int) (with * stickers / sessionsWith - given);
            Session session =
                    new Session(number, false, size > 1 && draw.has("session.pack", number, PACKS), given, size);
            given += size;
            return session;
        }

        private boolean old(int number) {
            return draw.has("session.old", number, faults.oldSessions());
        }
    }
}
