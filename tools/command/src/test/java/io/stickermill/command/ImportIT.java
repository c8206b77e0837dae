package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stickermill.benchmarks.EmptyStickermill;
import io.stickermill.benchmarks.oldbot.DataFaults;
import io.stickermill.benchmarks.oldbot.OldBot;
import io.stickermill.benchmarks.oldbot.StoredFiles;
import io.stickermill.localstack.parts.BuildOutputs;
import io.stickermill.localstack.parts.OwnCommand;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.imports.Import;
import io.stickermill.operations.imports.ImportOrder;
import io.stickermill.operations.imports.ImportRefused;
import io.stickermill.schemas.IdHashes;
import io.stickermill.schemas.Ids;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An import on the real PostgreSQL, with the tables that gateway and history make. */
class ImportIT {

    private static final long BOT = 7_000_000_001L;
    private static final String KEY = "a key of more than thirty-two characters, for tests";
    private static final DataFaults MANY = new DataFaults(0.3, 0.1, 0.1, 0.5, 0.2, 0.3, 0.1);
    private static final List<String> TABLES =
            List.of("gateway.users", "gateway.sessions", "history.pack_batches", "history.stickers");

    @TempDir
    private static Path folder;

    private static EmptyStickermill here;

    private final Path report = folder.resolve("report.csv");

    @BeforeAll
    static void start() throws Exception {
        here = EmptyStickermill.start(
                folder.resolve("home"), BuildOutputs.locate().root());
    }

    @AfterAll
    static void stop() {
        here.close();
    }

    @BeforeEach
    void empty() throws Exception {
        asSuperuser(
                "truncate gateway.users, gateway.sessions, gateway.early_paths, gateway.photo_requests, history.pack_batches,"
                        + " history.stickers");
        asSuperuser("drop table if exists import.findings, import.places, import.runs");
        asOldBot("drop table if exists payments_v2");
        make(1, 300, 1200, MANY);
    }

    @Test
    void everyRowIsTakenOrReportedWithItsReason() throws Exception {
        String said = run();

        Map<String, Set<String>> notTaken = new TreeMap<>();
        Files.readAllLines(report).stream()
                .skip(1)
                .map(line -> line.split(",", 4))
                .peek(line -> assertThat(line[3]).isNotBlank())
                .filter(line -> line[2].equals("refused") || line[2].equals("joined"))
                .forEach(line ->
                        notTaken.computeIfAbsent(line[0], _ -> new TreeSet<>()).add(line[1]));
        assertThat(notTaken.keySet()).containsExactlyInAnyOrder("users", "sessions", "pack_batches", "stickers");
        for (String table : List.of("sessions", "stickers")) {
            Set<String> there = new TreeSet<>(old("select id::text from " + table));
            Set<String> here = new TreeSet<>(rows("select id::text from "
                    + TABLES.stream()
                            .filter(name -> name.endsWith("." + table))
                            .findFirst()
                            .orElseThrow()));
            assertThat(here).as(table).doesNotContainAnyElementsOf(notTaken.get(table));
            here.addAll(notTaken.get(table));
            assertThat(here).as(table).isEqualTo(there);
        }
        assertThat(said).contains(report.toString());
    }

    @Test
    void whoHasHadThemselvesForgottenIsNotBroughtBack() throws Exception {
        long telegramId =
                Long.parseLong(old("select u.telegram_id::text from users u where u.telegram_id > 0 and exists"
                                + " (select from stickers s where s.user_id = u.id and s.telegram_file_id <> '') order by 1 limit 1")
                        .getFirst());
        IdHashes hashes = new IdHashes(KEY);
        for (byte[] hash : List.of(hashes.ofTelegram(telegramId), hashes.ofTheKeyItself())) {
            asSuperuser("insert into gateway.forgotten_people values ('\\x"
                    + HexFormat.of().formatHex(hash) + "', now())");
        }
        try {
            ImportOrder order = order(here.oldBotUrl(), null, false);
            assertRefused(
                    new ImportOrder(
                            order.from(), order.to(), BOT, null, Set.of("foreign"), false, false, report, 50, null),
                    "STICKERMILL_FORGET_KEY");

            assertThat(run()).contains("rows of people who have had themselves forgotten");

            assertThat(rows("select telegram_id::text from gateway.users"))
                    .isNotEmpty()
                    .doesNotContain("" + telegramId);
            String user = Ids.user(BOT, telegramId).toString();
            for (String table : TABLES) {
                assertThat(rows("select t::text from " + table + " t"))
                        .as(table)
                        .isNotEmpty()
                        .noneMatch(row -> row.contains(user));
            }
        } finally {
            asSuperuser("truncate gateway.forgotten_people");
        }
    }

    @Test
    void everyKnownFaultIsAudited() throws Exception {
        String said = run();

        // Counted in the old database, among the rows of people that can be taken.
        String stickers = "from stickers t join users u on u.id = t.user_id and u.telegram_id is not null where "
                + "(coalesce(t.telegram_file_id, '') <> '' or t.result_storage_path is not null"
                + " or t.pack_batch_id is not null or t.sticker_set_name is not null) and ";
        String sessions = "from sessions t join users u on u.id = t.user_id and u.telegram_id is not null where ";
        assertCounted(
                said,
                "sessions have a last sticker and no row",
                sessions + "t.last_sticker_file_id is not null"
                        + " and not exists (select from stickers s where s.session_id = t.id)");
        assertCounted(
                said,
                "sessions have a last sticker and no path",
                sessions + "t.last_sticker_file_id is not null and t.last_sticker_storage_path is null");
        assertCounted(
                said,
                "sessions have a pack sheet in Telegram and none",
                sessions + "t.pack_sheet_file_id is not null and not exists (select from pack_batches p"
                        + " where p.session_id = t.id and p.cleaned_sheet_storage_path is not null)");
        assertCounted(said, "stickers have a path (", stickers + "t.result_storage_path is not null");
        assertCounted(
                said,
                "stickers have a path and no file id",
                stickers
                        + "t.result_storage_path is not null and t.telegram_file_id is null and t.pack_batch_id is null");
        assertCounted(
                said,
                "stickers are of a pack and have no file id",
                stickers + "t.pack_batch_id is not null and t.telegram_file_id is null");
        assertCounted(
                said,
                "stickers have a file id and no path",
                stickers + "t.telegram_file_id <> '' and t.result_storage_path is null");
        assertCounted(said, "stickers were made by others", stickers + "t.generation_type = 'foreign'");

        assertThat(rows("select count(*)::text from history.stickers where generation_type = 'foreign'"))
                .isEqualTo(List.of(number(said, "stickers were made by others")));
        assertThat(rows("select count(*)::text from history.stickers"
                        + " where origin <> 'import' or job_id is not null or stored_at is not null"))
                .containsExactly("0");
    }

    @Test
    void whatIsTakenKeepsWhatItClaims() throws Exception {
        run();

        String columns = "id::text || ' ' || coalesce(result_storage_path, '-') || ' '"
                + " || coalesce(nullif(telegram_file_id, ''), '-') || ' ' || coalesce(user_input, '-') || ' '"
                + " || coalesce(pack_batch_id::text, '-')";
        assertThat(old("select " + columns + " from stickers"))
                .containsAll(rows("select " + columns + " from history.stickers"));
        String session = "id::text || ' ' || coalesce(last_sticker_file_id, '-') || ' '"
                + " || coalesce(last_sticker_storage_path, '-') || ' ' || coalesce(pack_sheet_file_id, '-')";
        assertThat(old("select " + session + " from sessions"))
                .containsAll(rows("select " + session + " from gateway.sessions"));
    }

    @Test
    void aPersonIsCalledAsTheGatewayCallsThem() throws Exception {
        run();

        assertThat(rows("select id || ' ' || telegram_id from gateway.users"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    String[] words = row.split(" ");
                    assertThat(words[0])
                            .isEqualTo(Ids.user(BOT, Long.parseLong(words[1])).toString());
                });
        assertThat(rows("select distinct (s.chat_id = u.telegram_id)::text from history.stickers s"
                        + " join gateway.users u on u.id = s.user_id"))
                .containsExactly("true");
        assertThat(Files.readString(report)).contains("is the same person as");
    }

    @Test
    void aRunThatIsKilledAgainAndAgainEndsAsIfItHadNotBeen() throws Exception {
        run();
        String whole = state();
        String findings = Files.readString(report);
        empty();

        // Each dies at another place; none gets as far as the end.
        for (int kill = 1; kill <= 6; kill++) {
            killAfter(kill * 8);
            assertThat(rows("select count(*)::text from import.runs where finished_at is null"))
                    .as("unfinished after kill " + kill)
                    .containsExactly("1");
        }
        assertThat(state()).isNotEqualTo(whole);
        String said = run();

        assertThat(said).contains("Goes on with the import that began at");
        assertThat(state()).isEqualTo(whole);
        assertThat(Files.readString(report)).isEqualTo(findings);
    }

    @Test
    void twiceIsOnce() throws Exception {
        run();
        String once = state();

        String said = run();

        assertThat(state()).isEqualTo(once);
        assertThat(said).containsPattern("stickers +[\\d,]+ +[\\d,]+ +0 +0 ");
        assertThat(said).containsPattern("sessions +[\\d,]+ +[\\d,]+ +0 +0 ");
    }

    @Test
    void aDryRunChangesNothingAndFindsTheSame() throws Exception {
        String before = state();
        String dry = run(order(here.oldBotUrl(), null, true));
        String findings = Files.readString(report);

        assertThat(state()).isEqualTo(before);
        assertThat(rows("select count(*)::text from pg_tables where schemaname = 'import'"))
                .containsExactly("0");
        String wet = run();
        assertThat(number(dry, "stickers were made by others")).isEqualTo(number(wet, "stickers were made by others"));
        assertThat(findings.lines().sorted().toList())
                .isEqualTo(Files.readString(report).lines().sorted().toList());
    }

    /** The cut-over: a first run while the old bot works, a second one when it has stopped. */
    @Test
    void whatTheOldBotDidSinceComesWithTheNextRun() throws Exception {
        run();
        asOldBot("""
                update stickers set result_storage_path = 'late/' || id, telegram_file_id = 'late-' || id
                 where result_storage_path is null and pack_batch_id is null and generation_type = 'photo';
                update sessions set last_sticker_file_id = 'newer', last_sticker_storage_path = null
                 where last_sticker_storage_path is not null;
                insert into stickers (id, user_id, telegram_file_id)
                select gen_random_uuid(), id, 'brand-new' from users where telegram_id is not null limit 1;
                """);
        // Meanwhile a backfill has stored one of them, and one session has gone on here.
        String stored = rows("select id::text from history.stickers where result_storage_path is null"
                        + " and pack_batch_id is null and generation_type = 'photo' order by id limit 1")
                .getFirst();
        asSuperuser("update history.stickers set result_storage_path = 'ours', stored_at = now() where id = '%s'"
                .formatted(stored));
        String alive = rows("select id::text from gateway.sessions where last_sticker_storage_path is not null"
                        + " order by id limit 1")
                .getFirst();
        asSuperuser("update gateway.sessions set last_sticker_id = gen_random_uuid(), last_sticker_file_id = 'live'"
                + " where id = '%s'".formatted(alive));

        run();

        assertThat(rows("select distinct result_storage_path = 'late/' || id from history.stickers"
                        + " where result_storage_path like 'late/%'"))
                .containsExactly("t");
        assertThat(rows("select count(*)::text from history.stickers where telegram_file_id = 'brand-new'"))
                .containsExactly("1");
        assertThat(rows("select result_storage_path from history.stickers where id = '%s'".formatted(stored)))
                .containsExactly("ours");
        assertThat(rows("select last_sticker_file_id from gateway.sessions where id = '%s'".formatted(alive)))
                .containsExactly("live");
        assertThat(rows("select distinct coalesce(last_sticker_storage_path, 'none') from gateway.sessions"
                        + " where last_sticker_file_id = 'newer'"))
                .containsExactly("none");
    }

    @Test
    void onlyOneEnvironmentIsTakenIfAskedFor() throws Exception {
        run(order(here.oldBotUrl(), "test", false));

        assertThat(rows("select distinct env from gateway.sessions")).containsExactly("test");
        assertThat(rows("select distinct env from history.stickers")).containsExactly("test");
        assertThat(rows("select count(*)::text from gateway.sessions"))
                .isEqualTo(old("select count(*)::text from sessions t join users u on u.id = t.user_id"
                        + " and u.telegram_id is not null where coalesce(t.env, 'test') = 'test'"));
    }

    @Test
    void numbersAsIdsGetTheSameNewOnesEachTime() throws Exception {
        asOldBot("""
                drop schema if exists numbered cascade;
                create schema numbered;
                create table numbered.users (id bigint primary key, telegram_id bigint, lang varchar(8));
                create table numbered.sessions (id bigint primary key, user_id bigint, current_photo_file_id text,
                    photos json, last_sticker_file_id text, last_sticker_storage_path text, pack_sheet_file_id text,
                    env text, created_at timestamp);
                create table numbered.pack_batches (id integer primary key, session_id bigint,
                    cleaned_sheet_storage_path text);
                create table numbered.stickers (id bigint primary key, user_id bigint, session_id bigint,
                    source_photo_file_id text, user_input text, generated_prompt text, result_storage_path text,
                    telegram_file_id text, sticker_set_name text, style_preset_id text, generation_type text,
                    pack_batch_id integer, pack_index smallint, created_at timestamp);
                insert into numbered.users values (1, 501, 'ru-RU');
                insert into numbered.sessions values (1, 1, 'p', '[{"file_id": "p"}]', 'f', null, 's', null, '2024-05-06');
                insert into numbered.pack_batches values (1, 1, null);
                insert into numbered.stickers
                select n, 1, 1, 'p', null, null, null, 'f' || n, null, null, null, 1, nullif(n, 3), '2024-05-06'
                  from generate_series(0, 3) as n;
                """);

        run(order(here.oldBotUrl() + "?currentSchema=numbered", null, false));

        assertThat(rows("select id || ' ' || session_id || ' ' || pack_batch_id || ' ' || pack_index"
                        + " from history.stickers order by pack_index"))
                .containsExactly(numbered(0, 0), numbered(1, 1), numbered(2, 2), numbered(3, 1000));
        assertThat(rows("select photos::text || env || created_at from gateway.sessions"))
                .containsExactly("[\"p\"]prod2024-05-06 00:00:00+00");
        assertThat(rows("select pack_sheet_file_id from history.pack_batches")).containsExactly("s");
        assertThat(rows("select language from gateway.users")).containsExactly("ru");
    }

    /** Whatever a row holds, it is a line of the report and not the end of the run; its neighbours are taken. */
    @Test
    void whatCannotBeStoredIsALineOfTheReport() throws Exception {
        asOldBot("""
                drop schema if exists odd cascade;
                create schema odd;
                create table odd.users (id text primary key, telegram_id bigint, created_at timestamptz);
                create table odd.sessions (id text primary key, user_id text, current_photo_file_id text,
                    photos json, last_sticker_file_id text, last_sticker_storage_path text, pack_sheet_file_id text,
                    env text, created_at timestamptz);
                create table odd.pack_batches (id text primary key, session_id text, pack_sheet_file_id text,
                    cleaned_sheet_storage_path text, created_at timestamptz);
                create table odd.stickers (id text primary key, user_id text, session_id text,
                    source_photo_file_id text, user_input text, generated_prompt text, result_storage_path text,
                    telegram_file_id text, sticker_set_name text, style_preset_id text, generation_type text,
                    pack_batch_id text, pack_index bigint, created_at timestamptz, deleted_at timestamptz);
                insert into odd.users values ('u', 501, '2024-05-06'), ('forever', 502, 'infinity'),
                    ('early', 503, '0044-03-15 BC');
                insert into odd.sessions
                select id, 'u', null, photos::json, 'f', null, null, 'prod', created_at::timestamptz
                  from (values ('well', '["p"]', '2024-05-06'), ('nul', '["a\\u0000b", "p"]', '2024-05-06'),
                               ('half', '["\\ud83d", "p"]', '2024-05-06'),
                               ('deep', repeat('[', 1500) || repeat(']', 1500), '2024-05-06'),
                               ('digits', '[' || repeat('9', 1500) || ']', '2024-05-06'),
                               ('forever', '[]', 'infinity'), ('ever', '[]', '-infinity'),
                               ('last', '[]', '294276-12-31'), ('early', '[]', '0044-03-15 BC'))
                       as t (id, photos, created_at);
                insert into odd.pack_batches
                select 'well', 'well', 's', null, '2024-05-06'::timestamptz union all
                select 'long', 'well', (select string_agg(md5(n::text), '') from generate_series(1, 400) as n),
                       null, '2024-05-06' union all
                select 'forever', null, 's', null, 'infinity';
                insert into odd.stickers (id, user_id, telegram_file_id, created_at, deleted_at, result_storage_path,
                                          pack_batch_id, pack_index)
                values ('well', 'u', 'f', '2024-05-06', null, '/a b+c%23#&ü/" ''.webp', null, null),
                       ('never', 'u', 'f', '2024-05-06', 'infinity', null, null, null),
                       ('forever', 'u', 'f', 'infinity', null, null, null, null),
                       ('far', 'u', 'f', '2024-05-06', null, null, 'well', 5000000000),
                       (repeat('я', 3000), 'u', 'f', '-infinity', null, null, null, null);
                """);

        String said = run(order(here.oldBotUrl() + "?currentSchema=odd", null, false));

        assertThat(said).contains("stickers");
        assertThat(Files.readString(report).lines().filter(line -> !line.contains("has no env")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("table,id,what,reason"),
                        line -> assertThat(line)
                                .startsWith("users,forever,changed,")
                                .contains("created_at infinity"),
                        line -> assertThat(line)
                                .startsWith("users,early,changed,")
                                .contains("created_at 0044-03-15"),
                        line -> assertThat(line).startsWith("sessions,nul,changed,"),
                        line -> assertThat(line).startsWith("sessions,half,changed,"),
                        line -> assertThat(line)
                                .startsWith("sessions,deep,changed,")
                                .contains("photos can't be read"),
                        line -> assertThat(line).startsWith("sessions,digits,changed,"),
                        line -> assertThat(line)
                                .startsWith("sessions,forever,refused,")
                                .contains("infinity, which is no moment"),
                        line -> assertThat(line)
                                .startsWith("sessions,ever,refused,")
                                .contains("-infinity, which is"),
                        line -> assertThat(line)
                                .startsWith("sessions,last,refused,")
                                .contains("294276-12-31"),
                        line -> assertThat(line)
                                .startsWith("sessions,early,refused,")
                                .contains("BC, which is no moment"),
                        line -> assertThat(line)
                                .startsWith("pack_batches,long,refused,")
                                .contains("does not fit"),
                        line -> assertThat(line).startsWith("pack_batches,forever,refused,"),
                        line -> assertThat(line)
                                .startsWith("stickers,never,refused,")
                                .contains("deleted_at infinity"),
                        line -> assertThat(line).startsWith("stickers,forever,refused,"),
                        line -> assertThat(line)
                                .startsWith("stickers,far,refused,")
                                .contains("does not fit"),
                        line -> assertThat(line).startsWith("stickers,\"яяя").contains("(3000 characters)"));
        assertThat(rows("select photos::text from gateway.sessions order by photos::text"))
                .containsExactly("[\"p\"]", "[\"p\"]", "[\"p\"]", "[]", "[]");
        assertThat(rows("select result_storage_path from history.stickers")).containsExactly("/a b+c%23#&ü/\" '.webp");
        assertThat(rows("select count(*)::text from history.pack_batches")).containsExactly("1");
    }

    private static String numbered(int sticker, int place) {
        return Ids.imported(BOT, "stickers", "" + sticker) + " " + Ids.imported(BOT, "sessions", "1") + " "
                + Ids.imported(BOT, "pack_batches", "1") + " " + place;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop table pack_batches cascade | it has no table pack_batches",
                "alter table sessions drop column env | sessions has no column env",
                "alter table stickers alter pack_index type text | stickers.pack_index is of type text and should be a whole",
                "revoke select on stickers from reader | its user may not read stickers (grant select on stickers"
            })
    void aDatabaseOfAnotherShapeIsRefusedInOneSentence(String change, String words) throws Exception {
        asSuperuserOfOldBot("""
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'reader') then
                    create role reader login password 'reader-secret';
                  end if;
                end $$;
                grant connect on database oldbot to reader;
                grant usage on schema public to reader;
                grant select on all tables in schema public to reader;
                """);
        asOldBot(change);
        var from = new DatabaseLogin(
                "the old database", here.oldBotUrl(), "reader", "reader-secret", "set STICKERMILL_FROM_PASSWORD");

        assertRefused(order(from, null, false), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oldbot  | right | mysql://127.0.0.1/oldbot | is a JDBC URL such as jdbc:postgresql://HOST:5432/DATABASE",
                "oldbot  | right | {url}?password=hunter2   | holds a password, which anybody on this machine can read",
                "oldbot  | right | jdbc:postgresql://me:hunter2@127.0.0.1/oldbot | holds a password",
                "oldbot  | right | jdbc:postgresql://127.0.0.1:1/oldbot | does not answer",
                "oldbot  | right | {url}s                   | is not there",
                "oldbot  | wrong | {url}                    | does not let us in",
                "nobody  | right | {url}                    | does not let us in"
            })
    void aWrongAddressIsRefusedInOneSentenceWithoutThePassword(String user, String password, String url, String words)
            throws Exception {
        String secret = password.equals("right") ? here.password(StackLogins.OLD_BOT) : "a wrong guess";

        assertThatThrownBy(() -> run(order(
                        new DatabaseLogin(
                                "the old database",
                                url.replace("{url}", here.oldBotUrl()),
                                user,
                                secret,
                                "set STICKERMILL_FROM_PASSWORD"),
                        null,
                        false)))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining(secret)
                .hasMessageNotContaining("hunter2")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void aDatabaseThatDoesNotKnowItsLettersIsRefused() throws Exception {
        asSuperuser("create database ascii encoding 'SQL_ASCII' locale 'C' template template0");

        assertRefused(order(here.oldBotUrl().replaceFirst("/[a-z_]+$", "/ascii"), null, false), "SQL_ASCII");
    }

    @Test
    void aDatabaseThatIsNotStickermillsIsRefused() throws Exception {
        var to = new DatabaseLogin(
                "Stickermill's database", here.oldBotUrl(), "oldbot", here.password(StackLogins.OLD_BOT), "");
        var order = order(here.oldBotUrl(), null, false);

        assertRefused(
                new ImportOrder(order.from(), to, BOT, null, Set.of("foreign"), false, false, report, 50, KEY),
                "gateway.sessions, history.pack_batches");
    }

    @Test
    void aReportThatCouldNotBeWrittenIsRefusedBeforeAnythingIsTaken() throws Exception {
        var order = order(here.oldBotUrl(), null, false);
        Path nowhere = folder.resolve("nowhere/report.csv");

        assertRefused(
                new ImportOrder(order.from(), order.to(), BOT, null, Set.of("foreign"), false, false, nowhere, 50, KEY),
                "can't be written to " + nowhere);
        assertThat(rows("select count(*)::text from gateway.users")).containsExactly("0");
    }

    @Test
    void whatPeopleHaveInCreditsIsTheSumOfWhatTheyGotAndSpent() throws Exception {
        asOldBot("""
                create table payments_v2 (id int primary key, telegram_id bigint, stars numeric, type text, service text,
                                          method text, status text, created_at timestamptz);
                insert into payments_v2 values
                  (1, 901, 7.5,      'MONEY_OUTCOME', 'portrait', 'balance', 'COMPLETED', '2025-05-02'),
                  (2, 901, 100,      'MONEY_INCOME',  null,       'stars',   'COMPLETED', '2025-05-01'),
                  (3, 901, 50,       'MONEY_INCOME',  null,       'stars',   'PENDING',   '2025-05-03'),
                  (4, 902, 3.001,    'income',        null,       'stars',   'paid',      '2025-05-01'),
                  (5, 902, 0.999,    'outcome',       'clay',     null,      'success',   null),
                  (6, 903, 10,       'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (7, 903, 10.01,    'outcome',       null,       null,      'COMPLETED', '2025-05-01'),
                  (8, 904, 'NaN',    'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (9, 904, 'infinity', 'income',      null,       null,      'COMPLETED', '2025-05-01'),
                  (10, 904, -5,      'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (11, 904, 0,       'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (12, 904, 1e8,     'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (13, 904, 5,       'REFUND',        null,       null,      'COMPLETED', '2025-05-01'),
                  (14, null, 5,      'income',        null,       null,      'COMPLETED', '2025-05-01'),
                  (15, 904, 5,       'income',        null,       null,      null,        '2025-05-01');
                """);
        assertThat(run(order(here.oldBotUrl(), null, true)))
                .contains("payments_v2: 113.01 got there", "payments_v2: 18.50 spent there");
        assertThat(rows("select count(*)::text from gateway.credit_transfers")).containsExactly("0");

        assertThat(run())
                .contains("payments_v2: 113.01 got there, 113.01 here\n")
                .contains("payments_v2: 18.50 spent there, 8.49 here: NOT THE SAME");
        assertThat(credits()).containsExactly("901 92.50", "902 2.02", "903 10.00");
        assertThat(rows("select note || ' ' || at::date from gateway.credit_transfers where kind = 'IMPORT_SPENT'"
                        + " and amount = 7.5"))
                .containsExactly("portrait · balance 2025-05-02");
        assertThat(Files.readAllLines(report).stream()
                        .filter(line -> line.startsWith("payments_v2") && line.contains(",refused,"))
                        .map(line -> line.split(",")[1])
                        .map(Integer::valueOf)
                        .sorted()
                        .toList())
                .containsExactly(3, 7, 8, 9, 10, 11, 12, 13, 14, 15);

        asOldBot("insert into payments_v2 values (16, 903, 0.5, 'outcome', null, null, 'PAID', now())");
        asOldBot("update payments_v2 set status = 'COMPLETED' where id = 3");
        asOldBot("delete from payments_v2 where id = 7");
        assertThat(run()).contains("163.01 got there, 163.01 here\n", "8.99 spent there, 8.99 here\n");
        assertThat(credits())
                .as("each once, and what has come since")
                .containsExactly("901 142.50", "902 2.02", "903 9.50");

        asOldBot("update payments_v2 set stars = 1000 where id = 2");
        assertThat(run())
                .as("what is changed in a row that was taken moves nothing, and is seen")
                .contains("1,063.01 got there, 163.01 here: NOT THE SAME");
        assertThat(credits()).containsExactly("901 142.50", "902 2.02", "903 9.50");
    }

    private static List<String> credits() throws SQLException {
        List<String> found = new ArrayList<>();
        for (long telegramId = 901; telegramId <= 904; telegramId++) {
            String person = " where user_id = '" + Ids.user(BOT, telegramId) + "'";
            for (String free : rows("select free::text from gateway.credit_balances" + person)) {
                assertThat(rows("select sum(amount)::text from gateway.credit_entries" + person
                                + " and account = 'FREE'"))
                        .containsExactly(free);
                found.add(telegramId + " " + free);
            }
        }
        return found;
    }

    @Test
    void theRoleMayDoWhatAnImportNeedsAndNoMore() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(here.url(), StackLogins.IMPORT, here.password(StackLogins.IMPORT));
                Statement statement = connection.createStatement()) {
            for (String forbidden : List.of(
                    "delete from history.stickers",
                    "delete from gateway.users",
                    "update history.stickers set user_id = gen_random_uuid()",
                    "update gateway.sessions set last_sticker_id = gen_random_uuid()",
                    "select * from history.jobs",
                    "select * from gateway.photo_requests",
                    "select * from limits.buckets",
                    "update gateway.credit_balances set free = 1000",
                    "update gateway.credit_transfers set amount = 1000",
                    "create table public.mine (word text)")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void theSameSeedMakesTheSameOldBot() throws Exception {
        String sql = "select md5(string_agg(to_jsonb(t)::text, '' order by id)) from stickers t";
        List<String> first = old(sql);
        make(1, 300, 1200, MANY);
        assertThat(old(sql)).isEqualTo(first);
        make(2, 300, 1200, MANY);
        assertThat(old(sql)).isNotEqualTo(first);
        assertThat(old("select count(*)::text from stickers")).containsExactly("1200");
    }

    @Test
    void aDatabaseThatWasNotMadeUpIsNotReplaced() throws Exception {
        asOldBot("comment on table users is null");

        assertThatThrownBy(() -> make(2, 10, 10, MANY)).hasMessageContaining("take an empty one");
        asOldBot("drop table users, sessions, stickers, pack_batches");
    }

    /** Kills an import by SIGKILL once it has noted some batches more than were noted before. */
    private void killAfter(int batches) throws Exception {
        try (Connection looking = here.superuser()) {
            long before = batches(looking);
            Process process = OwnCommand.process(
                            List.of(
                                    "import",
                                    "--batch",
                                    "3",
                                    "--from",
                                    here.oldBotUrl() + "?user=oldbot",
                                    "--database",
                                    here.url(),
                                    "--bot-id",
                                    Long.toString(BOT),
                                    "--report",
                                    report.toString()),
                            Map.of(
                                    "STICKERMILL_FROM_PASSWORD", here.password(StackLogins.OLD_BOT),
                                    "STICKERMILL_TOOLS_DATABASE_PASSWORD", here.password(StackLogins.IMPORT)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                await().pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> batches(looking) >= before + batches);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static long batches(Connection looking) throws SQLException {
        if (rows(looking, "select to_regclass('import.places')::text").contains(null)) {
            return 0;
        }
        return Long.parseLong(rows(looking, "select coalesce(sum((tally->>'read')::int), 0) / 3 from import.places")
                .getFirst());
    }

    private void make(long seed, int sessions, long stickers, DataFaults faults) throws Exception {
        try (Connection old = here.oldBot()) {
            new OldBot(seed, sessions, stickers, faults, StoredFiles.none()).make(old);
        }
    }

    private String run() throws Exception {
        return run(order(here.oldBotUrl(), null, false));
    }

    private static String run(ImportOrder order) throws Exception {
        StringWriter said = new StringWriter();
        new Import(order, new PrintWriter(said)).run();
        return said.toString();
    }

    private ImportOrder order(String url, String env, boolean dryRun) {
        return order(
                new DatabaseLogin(
                        "the old database", url, StackLogins.OLD_BOT, here.password(StackLogins.OLD_BOT), "remedy"),
                env,
                dryRun);
    }

    private ImportOrder order(DatabaseLogin from, String env, boolean dryRun) {
        var to = new DatabaseLogin(
                "Stickermill's database",
                here.url(),
                StackLogins.IMPORT,
                here.password(StackLogins.IMPORT),
                "set STICKERMILL_TOOLS_DATABASE_PASSWORD");
        return new ImportOrder(from, to, BOT, env, Set.of("foreign"), dryRun, false, report, 50, KEY);
    }

    private static void assertRefused(ImportOrder order, String words) {
        assertThatThrownBy(() -> run(order))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static void assertCounted(String said, String words, String from) throws SQLException {
        String counted = old("select count(*)::text " + from).getFirst();
        assertThat(counted).as(words + ": the test's data must have some").isNotEqualTo("0");
        assertThat(number(said, words)).as(words).isEqualTo(counted);
    }

    private static String number(String said, String words) {
        return said.lines()
                .filter(line -> line.contains(words))
                .map(line -> line.strip().split(" ")[0].replace(",", ""))
                .findFirst()
                .orElse("no line says: " + words);
    }

    /** All rows, as one word. */
    private static String state() throws SQLException {
        List<String> digests = new ArrayList<>();
        for (String table : TABLES) {
            digests.addAll(rows("select count(*) || coalesce(md5(string_agg((to_jsonb(t) - 'inserted_at')::text, ''"
                    + " order by id)), '') from " + table + " t"));
        }
        return digests.stream().collect(Collectors.joining("/"));
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = here.superuser()) {
            return rows(connection, sql);
        }
    }

    private static List<String> old(String sql) throws SQLException {
        try (Connection connection = here.oldBot()) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = here.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asSuperuserOfOldBot(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(here.oldBotUrl(), "postgres", here.password("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asOldBot(String sql) throws SQLException {
        try (Connection connection = here.oldBot();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
