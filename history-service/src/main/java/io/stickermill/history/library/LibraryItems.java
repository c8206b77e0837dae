package io.stickermill.history.library;

import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What belongs to one person, of all kinds, newest first. Each kind is read in the order of its own index, a page at most. */
class LibraryItems {

    /** Whether a sticker {@code t} has {@code :words}, which are {@link #pattern}. */
    static final String STICKER_SAYS = "concat_ws(' ', t.sticker_text, t.user_input, t.generated_prompt) ilike :words";

    /** What can be in a library. */
    enum Kind {
        STICKER("""
                select 'sticker' as kind, t.id, t.created_at, t.style_preset_id as style, t.sticker_text as text,
                       null as title, null as status, null as thumbnail, null::jsonb as parts,
                       exists (select from favourites f where f.user_id = :user and f.sticker_id = t.id and f.marked) as favourite
                  from stickers t
                 where t.user_id = :user and t.deleted_at is null and t.generation_type <> 'foreign'
                """),
        PICTURE(generations("t.kind <> 'video'")),
        VIDEO(generations("t.kind = 'video'")),
        SET("""
                select 'set', t.id, t.created_at, null, null, t.title, t.state, null, t.parts, false
                  from sticker_sets t
                 where t.user_id = :user and t.over_at is null
                """);

        private final String select;

        Kind(String select) {
            this.select = select;
        }

        private static String generations(String which) {
            return """
                    select case when t.kind = 'video' then 'video' else 'picture' end, t.id, t.created_at, t.style, null, null,
                           t.status, t.thumbnail_key, null, false
                      from generations t
                     where t.user_id = :user and %s
                    """.formatted(which);
        }

        /** Whether any of it can meet the wish at all. */
        private boolean meets(Wish wish) {
            return switch (this) {
                case STICKER -> true;
                case PICTURE, VIDEO -> !wish.favourites() && wish.set() == null;
                case SET -> !wish.favourites() && wish.set() == null && wish.style() == null;
            };
        }

        private String conditions(Wish wish) {
            String conditions = "";
            if (wish.style() != null) {
                conditions += this == STICKER ? " and t.style_preset_id = :style" : " and t.style = :style";
            }
            if (wish.words() != null) {
                conditions += switch (this) {
                    case STICKER -> " and " + STICKER_SAYS;
                    case PICTURE, VIDEO -> " and t.prompt ilike :words";
                    case SET -> " and t.title ilike :words";
                };
            }
            if (wish.favourites()) {
                conditions += " and exists (select from favourites f"
                        + " where f.user_id = :user and f.sticker_id = t.id and f.marked)";
            }
            if (wish.set() != null) {
                conditions += " and t.id in (select (part ->> 'stickerId')::uuid from sticker_sets s,"
                        + " jsonb_array_elements(s.parts) part where s.id = :set and s.user_id = :user)";
            }
            return conditions;
        }
    }

    /**
     * What is looked for; null, or false, for whatever it is.
     *
     * @param words that stand in a prompt, a text or a title
     * @param set only stickers of this set
     */
    record Wish(
            Collection<Kind> kinds,
            @Nullable String style,
            boolean favourites,
            @Nullable String words,
            @Nullable UUID set) {}

    /**
     * A thing in the library.
     *
     * @param thumbnail where its small picture lies; null of stickers and sets
     * @param parts of a set, as JSON
     */
    record Item(
            String kind,
            UUID id,
            Instant createdAt,
            @Nullable String style,
            @Nullable String text,
            @Nullable String title,
            @Nullable String status,
            @Nullable String thumbnail,
            @Nullable String parts,
            boolean favourite) {

        Place place() {
            return new Place(createdAt, id);
        }
    }

    private final JdbcClient database;

    LibraryItems(JdbcClient database) {
        this.database = database;
    }

    List<Item> page(UUID userId, Wish wish, Paging paging) {
        String order = " order by created_at desc, id desc limit :limit";
        String union = wish.kinds().stream()
                .filter(kind -> kind.meets(wish))
                .map(kind -> "(" + kind.select + kind.conditions(wish) + " and (t.created_at, t.id) < (:created, :id)"
                        + " order by t.created_at desc, t.id desc limit :limit)")
                .collect(Collectors.joining(" union all "));
        if (union.isEmpty()) {
            return List.of();
        }
        // The names of the columns are those of the first of them, whichever it is.
        return database.sql(
                        "with named (kind, id, created_at, style, text, title, status, thumbnail, parts, favourite) as ("
                                + union + ") select * from named" + order)
                .param("user", userId)
                .param("style", wish.style())
                .param("words", wish.words() == null ? null : pattern(wish.words()))
                .param("set", wish.set())
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query(LibraryItems::read)
                .list();
    }

    /** How many of each kind there are. */
    record Counts(long stickers, long favourites, long pictures, long videos, long sets) {}

    Counts counts(UUID userId) {
        return database.sql("""
                select (select count(*) from stickers
                         where user_id = :user and deleted_at is null and generation_type <> 'foreign') as stickers,
                       (select count(*) from favourites f join stickers s on s.id = f.sticker_id
                         where f.user_id = :user and f.marked and s.user_id = :user and s.deleted_at is null) as favourites,
                       (select count(*) from generations where user_id = :user and kind <> 'video') as pictures,
                       (select count(*) from generations where user_id = :user and kind = 'video') as videos,
                       (select count(*) from sticker_sets where user_id = :user and over_at is null) as sets
                """)
                .param("user", userId)
                .query((row, _) -> new Counts(
                        row.getLong("stickers"),
                        row.getLong("favourites"),
                        row.getLong("pictures"),
                        row.getLong("videos"),
                        row.getLong("sets")))
                .single();
    }

    /** The styles of what there is. */
    List<String> styles(UUID userId) {
        return database.sql("""
                select style_preset_id from stickers where user_id = :user and deleted_at is null
                union select style from generations where user_id = :user
                """)
                .param("user", userId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * What else is known of a sticker.
     *
     * @param prompt what a model was told, or what was written with the photo
     * @param totalMillis from the request's arrival to its end
     * @param cost what models of others were paid for it, in US dollars; null for nothing
     */
    record Facts(
            @Nullable String prompt,
            @Nullable Long totalMillis,
            @Nullable BigDecimal cost) {}

    Facts facts(UUID stickerId) {
        return database.sql("""
                select coalesce(s.generated_prompt,
                                (select g.prompt from generations g where g.job_id = s.job_id order by g.number desc limit 1),
                                s.user_input) as prompt,
                       (select (extract(epoch from j.ended_at - j.received_at) * 1000)::bigint
                          from jobs j where j.id = s.job_id) as total_ms,
                       (select sum(g.price) from generations g where g.job_id = s.job_id and g.paid) as cost
                  from stickers s where s.id = ?
                """)
                .param(stickerId)
                .query((row, _) -> new Facts(
                        row.getString("prompt"), row.getObject("total_ms", Long.class), row.getBigDecimal("cost")))
                .single();
    }

    /** The sticker that a generation became. */
    Optional<UUID> stickerOfJob(UUID jobId, UUID userId) {
        return database.sql("""
                select s.id from stickers s
                 where s.job_id = :job and s.user_id = :user and s.deleted_at is null limit 1
                """)
                .param("job", jobId)
                .param("user", userId)
                .query(UUID.class)
                .optional();
    }

    /** Which of these stickers are the person's, and can be shown. */
    List<UUID> among(UUID userId, Collection<UUID> stickers) {
        return stickers.isEmpty()
                ? List.of()
                : database.sql("select id from stickers where id in (:ids) and user_id = :user and deleted_at is null")
                        .param("ids", stickers)
                        .param("user", userId)
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list();
    }

    /**
     * A job that has not ended.
     *
     * @param moments of its timeline so far
     */
    record Making(UUID jobId, String state, @Nullable String style, Instant since, List<String> moments) {}

    /** What is being made for a person, in the order in which it was asked for. */
    List<Making> making(UUID userId, int most) {
        return database.sql("""
                select j.id, j.state, j.style_preset_id, j.received_at,
                       (select string_agg(e.moment, ',') from job_events e where e.job_id = j.id) as moments
                  from jobs j
                 where j.user_id = ? and j.state in ('accepted', 'generating') and j.received_at is not null
                 order by j.received_at limit ?
                """)
                .params(userId, most)
                .query((row, _) -> new Making(
                        row.getObject("id", UUID.class),
                        row.getString("state"),
                        row.getString("style_preset_id"),
                        row.getTimestamp("received_at").toInstant(),
                        Stream.ofNullable(row.getString("moments"))
                                .flatMap(words -> Stream.of(words.split(",", -1)))
                                .toList()))
                .list();
    }

    /** Another text whenever the newest of what a person has is another, or stands otherwise. */
    String newest(UUID userId) {
        return database.sql("""
                select concat_ws('/',
                       (select concat_ws('/', max(inserted_at), max(stored_at), max(deleted_at)) from (
                        select inserted_at, stored_at, deleted_at from stickers where user_id = :user
                         order by created_at desc, id desc limit 60) t),
                       (select max(changed_at) from favourites where user_id = :user),
                       (select max(changed_at) from (select changed_at from generations where user_id = :user
                         order by created_at desc, id desc limit 20) g),
                       (select max(changed_at) from (select changed_at from sticker_sets where user_id = :user and over_at is null
                         order by created_at desc, id desc limit 20) s))
                """).param("user", userId).query(String.class).single();
    }

    /** Of a text that has these words somewhere; nothing in them stands for something else. */
    static String pattern(String words) {
        return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static Item read(ResultSet row, int number) throws SQLException {
        return new Item(
                row.getString("kind"),
                row.getObject("id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getString("style"),
                row.getString("text"),
                row.getString("title"),
                row.getString("status"),
                row.getString("thumbnail"),
                row.getString("parts"),
                row.getBoolean("favourite"));
    }
}
