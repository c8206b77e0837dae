package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerSetRequested;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code sticker_sets}, {@code set_parts} and {@code set_requests}. Used under the claim on the sets' owner. */
final class SetRows {

    private static final String SETS = """
            select id, user_id, telegram_user_id, pack_id, name, name_tries, title, title_number, state, called_at, changed_at
              from sticker_sets
            """;

    private static final String PARTS = """
            select set_id, number, sticker_id, given_file_id, emoji, keywords, state, failure, called_at, file_id, file_unique_id,
                   place, since
              from set_parts
            """;

    private final JdbcClient database;
    private final TransactionOperations transaction;

    SetRows(JdbcClient database, TransactionOperations transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Somebody for whom a set is made.
     *
     * @param owner the person's id at Telegram
     */
    record Person(UUID userId, long owner) {}

    boolean isDone(UUID requestId) {
        return database.sql("select exists (select from set_requests where id = ?)")
                .param(requestId)
                .query(Boolean.class)
                .single();
    }

    void done(UUID requestId) {
        database.sql("insert into set_requests (id) values (?) on conflict do nothing")
                .param(requestId)
                .update();
    }

    /** Begins a set whose name nobody has been asked for yet. */
    StickerSet begin(Person person, String title, int titleNumber, String botName) {
        int volume = database.sql(
                        "select coalesce(max(volume), 0) + 1 from sticker_sets where user_id = ? and pack_id is null")
                .param(person.userId())
                .query(Integer.class)
                .single();
        UUID id = Ids.ownSet(person.userId(), volume);
        database.sql("""
                insert into sticker_sets (id, user_id, telegram_user_id, volume, name, title, title_number, state)
                values (?, ?, ?, ?, ?, ?, ?, 'creating')
                """)
                .params(
                        id,
                        person.userId(),
                        person.owner(),
                        volume,
                        SetNames.name(id, person.owner(), 1, botName),
                        title,
                        titleNumber)
                .update();
        return set(id).orElseThrow();
    }

    /** Begins a volume of a pack's set. */
    StickerSet beginOfPack(StickerSetRequested begun, int volume, String botName) {
        UUID id = Ids.setOfPack(begun.getSetId(), volume);
        database.sql("""
                insert into sticker_sets (id, user_id, telegram_user_id, pack_id, volume, name, title, title_number, state)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'creating')
                """)
                .params(
                        id,
                        begun.getUserId(),
                        begun.getTelegramUserId(),
                        begun.getSetId(),
                        volume,
                        SetNames.name(id, begun.getTelegramUserId(), 1, botName),
                        volume == 1 ? begun.getTitle() : Additions.numbered(begun.getTitle(), 1, volume),
                        volume)
                .update();
        return set(id).orElseThrow();
    }

    /** The volumes of a pack's set, in their order. */
    List<StickerSet> ofPack(UUID packId) {
        return database.sql(SETS + "where pack_id = ? order by volume")
                .param(packId)
                .query(SetRows::readSet)
                .list();
    }

    Optional<StickerSet> set(UUID id) {
        return database.sql(SETS + "where id = ?")
                .param(id)
                .query(SetRows::readSet)
                .optional();
    }

    /** The set that new stickers of a person go to. */
    Optional<StickerSet> current(UUID userId) {
        return database.sql(SETS + """
                where user_id = ? and pack_id is null and state in ('creating', 'open') order by volume desc limit 1
                """).param(userId).query(SetRows::readSet).optional();
    }

    /** The sets of a person that are to be seen in Telegram, the newest first. */
    List<StickerSet> open(UUID userId) {
        return database.sql(SETS + "where user_id = ? and state = 'open' order by created_at desc, volume desc")
                .param(userId)
                .query(SetRows::readSet)
                .list();
    }

    /**
     * Telegram may have the set from now on, with those of its parts that come first.
     *
     * @param most as many as the call takes
     */
    void called(StickerSet set, int most) {
        database.sql("update sticker_sets set called_at = coalesce(called_at, now()) where id = ?")
                .param(set.id())
                .update();
        database.sql("""
                update set_parts set called_at = coalesce(called_at, now())
                 where set_id = :set and state = 'adding'
                   and number in (select number from set_parts where set_id = :set and state = 'adding'
                                   order by number limit :most)
                """).param("set", set.id()).param("most", most).update();
    }

    /** Telegram has refused to make it of those. */
    void notCalled(StickerSet set) {
        database.sql("update set_parts set called_at = null where set_id = ? and state = 'adding'")
                .param(set.id())
                .update();
    }

    /** Somebody else has its name: the next that can be made for it. */
    void otherName(StickerSet set, String botName) {
        int next = set.nameTry() + 1;
        transaction.executeWithoutResult(_ -> {
            database.sql("update sticker_sets set name = ?, name_tries = ?, called_at = null where id = ?")
                    .params(SetNames.name(set.id(), set.owner(), next, botName), next, set.id())
                    .update();
            notCalled(set);
        });
    }

    void state(StickerSet set, StickerSet.State state) {
        database.sql("update sticker_sets set state = ?, changed_at = now() where id = ?")
                .params(column(state), set.id())
                .update();
    }

    void title(StickerSet set, String title) {
        database.sql("update sticker_sets set title = ?, changed_at = now() where id = ?")
                .params(title, set.id())
                .update();
    }

    /**
     * A sticker that is to come into a set.
     *
     * @param requestId what asks for it, for this sticker alone
     * @param fileId Telegram's
     * @param text on it
     */
    record Candidate(
            UUID requestId,
            @Nullable UUID stickerId,
            String fileId,
            String emoji,
            @Nullable String text) {}

    /** Writes down that a sticker is to come into a set. */
    Part propose(StickerSet set, Candidate candidate) {
        int number = nextNumber(set.id());
        database.sql("""
                insert into set_parts (set_id, number, sticker_id, request_id, given_file_id, emoji, keywords, state)
                values (:set, :number, :sticker, :request, :file, :emoji, :keywords, 'adding')
                """)
                .param("set", set.id())
                .param("number", number)
                .param("sticker", candidate.stickerId())
                .param("request", candidate.requestId())
                .param("file", candidate.fileId())
                .param("emoji", candidate.emoji())
                .param("keywords", StickerKeywords.joined(StickerKeywords.of(candidate.text())))
                .update();
        return part(set.id(), number).orElseThrow();
    }

    private int nextNumber(UUID setId) {
        return database.sql("update sticker_sets set next_part = next_part + 1 where id = ? returning next_part - 1")
                .param(setId)
                .query(Integer.class)
                .single();
    }

    /** Puts a sticker that is in no set yet into another one's plan. */
    Part move(Part part, StickerSet to) {
        int number = nextNumber(to.id());
        database.sql("""
                update set_parts set set_id = ?, number = ?, called_at = null where set_id = ? and number = ?
                """).params(to.id(), number, part.setId(), part.number()).update();
        return part(to.id(), number).orElseThrow();
    }

    /** The set may have it from now on. */
    void called(Part part) {
        database.sql("update set_parts set called_at = coalesce(called_at, now()) where set_id = ? and number = ?")
                .params(part.setId(), part.number())
                .update();
    }

    void in(Part part) {
        database.sql("""
                update set_parts set state = 'in', since = now() where set_id = ? and number = ? and state = 'adding'
                """).params(part.setId(), part.number()).update();
    }

    void removed(Part part) {
        ended(part, "removed", null);
    }

    void gone(Part part) {
        ended(part, "gone", null);
    }

    void failed(Part part, String why) {
        ended(part, "failed", why);
    }

    private void ended(Part part, String state, @Nullable String failure) {
        database.sql("""
                update set_parts set state = :state, failure = :failure, since = now(), place = null
                 where set_id = :set and number = :number
                """)
                .param("state", state)
                .param("failure", failure)
                .param("set", part.setId())
                .param("number", part.number())
                .update();
    }

    void emoji(Part part, String emoji) {
        database.sql("update set_parts set emoji = ?, emoji_at = now() where set_id = ? and number = ?")
                .params(emoji, part.setId(), part.number())
                .update();
    }

    /** Puts a part at another place among the others, as Telegram does. */
    void place(StickerSet set, Part part, int place) {
        List<Part> order = new ArrayList<>(inOrder(set.id()));
        order.removeIf(other -> other.number() == part.number());
        order.add(Math.min(place, order.size()), part);
        transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < order.size(); i++) {
                database.sql("update set_parts set place = ? where set_id = ? and number = ?")
                        .params(i, set.id(), order.get(i).number())
                        .update();
            }
            changed(set);
        });
    }

    void changed(StickerSet set) {
        database.sql("update sticker_sets set changed_at = now() where id = ?")
                .param(set.id())
                .update();
    }

    Optional<Part> part(UUID setId, int number) {
        return database.sql(PARTS + "where set_id = ? and number = ?")
                .params(setId, number)
                .query(SetRows::readPart)
                .optional();
    }

    /** What a request has put into a set, or is about to. */
    Optional<Part> partOf(UUID requestId) {
        return database.sql(PARTS + "where request_id = ?")
                .param(requestId)
                .query(SetRows::readPart)
                .optional();
    }

    /** The sticker where it is in one of the person's own sets, or on its way there. */
    Optional<Part> ofSticker(UUID userId, UUID stickerId) {
        return database.sql(PARTS + """
                where sticker_id = ? and state in ('adding', 'in')
                  and set_id in (select id from sticker_sets
                                  where user_id = ? and pack_id is null and state in ('creating', 'open'))
                order by state desc limit 1
                """)
                .params(stickerId, userId)
                .query(SetRows::readPart)
                .optional();
    }

    /** The sticker wherever it is in a set of this person. */
    List<Part> inSets(UUID userId, UUID stickerId) {
        return database.sql(PARTS + """
                where sticker_id = ? and state = 'in'
                  and set_id in (select id from sticker_sets where user_id = ? and state = 'open')
                """)
                .params(stickerId, userId)
                .query(SetRows::readPart)
                .list();
    }

    List<Part> parts(UUID setId) {
        return database.sql(PARTS + "where set_id = ? order by number")
                .param(setId)
                .query(SetRows::readPart)
                .list();
    }

    /** The parts that are in a set, by their places. */
    List<Part> inOrder(UUID setId) {
        return database.sql(PARTS + "where set_id = ? and state = 'in' order by place nulls last, number")
                .param(setId)
                .query(SetRows::readPart)
                .list();
    }

    /** The emoji that a person gave a sticker last. */
    Optional<String> lastEmoji(UUID userId) {
        return database.sql("""
                select emoji from set_parts join sticker_sets on id = set_id
                 where user_id = ? and emoji_at is not null order by emoji_at desc limit 1
                """).param(userId).query(String.class).optional();
    }

    /** The file of a sticker that was sent, for as long as the ledger of sends has it. */
    Optional<String> sentFile(UUID stickerId) {
        return database.sql("select telegram_file_id from deliveries where id = ? and state = 'done'")
                .param(stickerId)
                .query(String.class)
                .optional();
    }

    /** Title and emoji as the owner may have changed them elsewhere. */
    void asShown(UUID setId, String title, List<Sticker> shown) {
        database.sql("update sticker_sets set title = ? where id = ? and title <> ?")
                .params(title, setId, title)
                .update();
        for (int place = 0; place < shown.size(); place++) {
            String emoji = shown.get(place).emoji();
            if (emoji != null) {
                database.sql("""
                        update set_parts set emoji = ?
                         where set_id = ? and place = ? and state = 'in' and file_id = ? and emoji <> ?
                        """)
                        .params(emoji, setId, place, shown.get(place).fileId(), emoji)
                        .update();
            }
        }
    }

    /** Notes what Telegram shows of a set; what is shown is made. */
    void reconcile(UUID setId, Reconciliation found, List<Sticker> shown) {
        transaction.executeWithoutResult(_ -> {
            database.sql("update sticker_sets set state = 'open' where id = ? and state = 'creating'")
                    .param(setId)
                    .update();
            found.seen().forEach((place, part) -> {
                Sticker sticker = shown.get(place);
                database.sql("""
                        update set_parts
                           set place = ?, file_id = ?, file_unique_id = ?, since = case state when 'in' then since else now() end,
                               state = 'in'
                         where set_id = ? and number = ?
                        """)
                        .params(place, sticker.fileId(), sticker.fileUniqueId(), setId, part.number())
                        .update();
            });
            found.foreign()
                    .forEach((place, sticker) -> database.sql("""
                            insert into set_parts (set_id, number, emoji, state, file_id, file_unique_id, place)
                            values (?, ?, ?, 'in', ?, ?, ?)
                            """)
                            .params(
                                    setId,
                                    nextNumber(setId),
                                    Optional.ofNullable(sticker.emoji()).orElse(""),
                                    sticker.fileId(),
                                    sticker.fileUniqueId(),
                                    place)
                            .update());
            found.gone().forEach(this::gone);
        });
    }

    private static String column(StickerSet.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static StickerSet readSet(ResultSet row, int number) throws SQLException {
        return new StickerSet(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("telegram_user_id"),
                row.getObject("pack_id", UUID.class),
                row.getString("name"),
                row.getInt("name_tries"),
                row.getString("title"),
                row.getInt("title_number"),
                StickerSet.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("called_at") != null,
                row.getTimestamp("changed_at").toInstant());
    }

    private static Part readPart(ResultSet row, int number) throws SQLException {
        return new Part(
                row.getObject("set_id", UUID.class),
                row.getInt("number"),
                row.getObject("sticker_id", UUID.class),
                row.getString("given_file_id"),
                row.getString("emoji"),
                StickerKeywords.split(row.getString("keywords")),
                Part.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("failure"),
                row.getTimestamp("called_at") != null,
                row.getString("file_id"),
                row.getString("file_unique_id"),
                row.getObject("place", Integer.class),
                row.getTimestamp("since").toInstant());
    }
}
