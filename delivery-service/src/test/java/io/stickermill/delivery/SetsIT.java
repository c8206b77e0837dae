package io.stickermill.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The role {@code sets}: what people ask of their sets, with what goes wrong on the way. */
class SetsIT extends DeliveryOnParts {

    private Chat chat;

    @BeforeEach
    void someone() throws Exception {
        chat = chat();
    }

    @Test
    void theFirstStickerMakesASetAndTheNextComesIntoIt() throws Exception {
        StickerReady first = sent(chat);
        add(first);

        JsonNode set = awaitMembers(1);
        assertThat(set.path("title").asText()).isEqualTo("Ann's stickers");
        assertThat(set.path("name").asText()).matches("s[a-z0-9]+_[a-z0-9]{8}_by_.*");
        awaitSaid("at place 1.");
        JsonNode answer = chat.user().fromBot().getLast();
        assertThat(answer.path("text").asText())
                .contains("https://t.me/addstickers/" + set.path("name").asText());
        assertThat(buttons(answer).getFirst().path("url").asText())
                .endsWith(set.path("name").asText());

        StickerReady second = sent(chat);
        add(second);
        awaitMembers(2);
        awaitSaid("at place 2.");
    }

    @Test
    void whatIsThereAlreadyIsSaidAndAddedNoSecondTime() throws Exception {
        StickerReady sticker = sent(chat);
        add(sticker);
        awaitMembers(1);

        add(sticker);

        awaitSaid("already");
        assertThat(awaitMembers(1).path("stickers")).hasSize(1);
    }

    @Test
    void aSetWhoseAnswerWasLostIsMadeOnce() throws Exception {
        faults(List.of(cut("createNewStickerSet")));

        add(sent(chat));

        awaitSaid("at place 1.");
        assertThat(sets()).hasSize(1);
        awaitMembers(1);
    }

    @Test
    void aStickerWhoseAdditionWasLostIsThereOnce() throws Exception {
        add(sent(chat));
        awaitMembers(1);
        faults(List.of(cut("addStickerToSet")));

        add(sent(chat));

        awaitSaid("at place 2.");
        awaitMembers(2);
    }

    /** A request lasts for as long as Telegram wants; nobody else's does. */
    @Test
    void aPauseThatTelegramWantsIsKeptAndHoldsUpNobodyElse() throws Exception {
        faults(List.of(Map.of(
                "method", "createNewStickerSet", "times", 1, "action", "status", "status", 429, "retry_after", 8)));
        long before = calls("createNewStickerSet");
        Chat other = chat();
        StickerReady mine = sent(chat);
        StickerReady others = sent(other);

        add(mine);
        awaitSaid("wants a pause of 8 s");
        add(other, others, "Bob");

        await("the other's set").atMost(PATIENCE).until(() -> sets(other).size() == 1);
        assertThat(sets()).isEmpty();
        awaitMembers(1);
        await("one call for each, and the one that was refused")
                .atMost(PATIENCE)
                .until(() -> calls("createNewStickerSet") - before == 3);
    }

    @Test
    void whoNeverStartedTheBotIsToldWhatToDo() throws Exception {
        faults(List.of(Map.of(
                "method",
                "createNewStickerSet",
                "times",
                1,
                "action",
                "status",
                "status",
                400,
                "description",
                "Bad Request: PEER_ID_INVALID")));
        StickerReady sticker = sent(chat);

        add(sticker);
        awaitSaid("press Start");

        add(sticker);
        awaitSaid("at place 1.");
        assertThat(sets()).hasSize(1);
    }

    @Test
    void aNameThatIsTakenIsReplacedByAnother() throws Exception {
        faults(List.of(Map.of(
                "method",
                "createNewStickerSet",
                "times",
                2,
                "action",
                "status",
                "status",
                400,
                "description",
                "Bad Request: sticker set name is already occupied")));

        add(sent(chat));

        awaitSaid("at place 1.");
        assertThat(sets()).hasSize(1);
        assertThat(database.sql("select name_tries from delivery.sticker_sets where telegram_user_id = ?")
                        .param(chat.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aFullSetIsFollowedByTheNextVolume() throws Exception {
        StickerReady first = sent(chat);
        add(first);
        JsonNode set = awaitMembers(1);
        awaitSaid("at place 1.");
        String file = set.path("stickers").get(0).path("file_id").asText();
        List<Map<String, String>> members = new ArrayList<>();
        members.add(Map.of("file_id", file, "emoji", "⭐"));
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < 119; i++) {
            aliases.add("full" + chat.id() + "x" + i);
            members.add(Map.of("file_id", aliases.getLast(), "emoji", "⭐"));
        }
        admin().ask(
                        "PUT",
                        "/admin/files/" + file + "/aliases",
                        String.join("\n", aliases).getBytes(UTF_8));
        admin().ask(
                        "PUT",
                        "/admin/sticker-sets/" + set.path("name").asText(),
                        Map.of("title", "Ann's stickers", "stickers", members));

        add(sent(chat));

        awaitSaid("\"Ann's stickers 2\" now, at place 1.");
        assertThat(sets()).extracting(one -> one.path("title").asText()).contains("Ann's stickers 2");
    }

    /** What its owner did in Telegram stays as they made it. */
    @Test
    void whatItsOwnerTookOutElsewhereStaysOut() throws Exception {
        add(sent(chat));
        add(sent(chat));
        JsonNode set = awaitMembers(2);
        awaitSaid("at place 2.");
        bot(
                "deleteStickerFromSet",
                Map.of("sticker", set.path("stickers").get(0).path("file_id").asText()));

        add(sent(chat));

        await("at place 2 for the second time")
                .atMost(PATIENCE)
                .until(() -> texts(chat).stream()
                                .filter(text -> text.contains("at place 2."))
                                .count()
                        == 2);
        assertThat(awaitMembers(2).path("stickers").get(0).path("file_id").asText())
                .isEqualTo(set.path("stickers").get(1).path("file_id").asText());
    }

    @Test
    void aSetThatItsOwnerDeletedElsewhereIsFollowedByANewOne() throws Exception {
        add(sent(chat));
        JsonNode set = awaitMembers(1);
        awaitSaid("at place 1.");
        bot("deleteStickerSet", Map.of("name", set.path("name").asText()));

        add(sent(chat));

        await("a new set").atMost(PATIENCE).until(() -> sets().size() == 1);
        assertThat(sets().getFirst().path("name").asText())
                .isNotEqualTo(set.path("name").asText());
    }

    @Test
    void aSetIsListedShownAndChanged() throws Exception {
        add(sent(chat));
        add(sent(chat));
        add(sent(chat));
        JsonNode before = awaitMembers(3);

        ask(request(StickerSetRequestKind.LIST));
        awaitSaid("Your sticker sets");
        JsonNode list = chat.user().fromBot().getLast();
        String data = buttons(list).getFirst().path("callback_data").asText();
        UUID setId = SetAction.parse(data).orElseThrow().setId();

        ask(request(StickerSetRequestKind.SHOW)
                .setSetId(setId)
                .setMessageId(list.path("message_id").asInt()));
        await("the list shows the set in its place")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().stream()
                        .anyMatch(message -> message.path("message_id").equals(list.path("message_id"))
                                && message.path("text").asText().contains("3 stickers")));

        ask(request(StickerSetRequestKind.SHOW_STICKER).setSetId(setId).setPart(3));
        await("the sticker")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().getLast().has("sticker"));
        int shown = chat.user().fromBot().getLast().path("message_id").asInt();

        ask(request(StickerSetRequestKind.MOVE)
                .setSetId(setId)
                .setPart(3)
                .setPosition(0)
                .setMessageId(shown));
        await("the third is the first")
                .atMost(PATIENCE)
                .until(() -> fileIds(sets().getFirst())
                        .equals(List.of(
                                fileIds(before).get(2),
                                fileIds(before).get(0),
                                fileIds(before).get(1))));

        ask(request(StickerSetRequestKind.EMOJI)
                .setSetId(setId)
                .setPart(3)
                .setEmoji("🐱")
                .setMessageId(shown));
        await("its emoji")
                .atMost(PATIENCE)
                .until(() -> sets().getFirst()
                        .path("stickers")
                        .get(0)
                        .path("emoji")
                        .asText()
                        .equals("🐱"));

        ask(request(StickerSetRequestKind.REMOVE).setSetId(setId).setPart(1).setMessageId(shown));
        awaitMembers(2);
        await("its message goes, too")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().stream()
                        .noneMatch(message -> message.path("message_id").asInt() == shown));

        ask(request(StickerSetRequestKind.RENAME).setSetId(setId).setTitle("Cats"));
        await("its title")
                .atMost(PATIENCE)
                .until(() -> sets().getFirst().path("title").asText().equals("Cats"));

        ask(request(StickerSetRequestKind.DELETE)
                .setSetId(setId)
                .setMessageId(list.path("message_id").asInt()));
        await("it asks once more")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().stream()
                        .anyMatch(message -> message.path("text").asText().contains("Delete the set")));
        assertThat(sets()).hasSize(1);

        ask(request(StickerSetRequestKind.DELETE)
                .setSetId(setId)
                .setConfirmed(true)
                .setMessageId(list.path("message_id").asInt()));
        await("it is gone").atMost(PATIENCE).until(() -> sets().isEmpty());
    }

    /** Callback data may be anything. */
    @Test
    void nobodyChangesAnothersSet() throws Exception {
        add(sent(chat));
        awaitMembers(1);
        UUID setId = Ids.ownSet(userId(chat), 1);
        Chat thief = chat();

        StickerSetRequested.Builder asked = request(StickerSetRequestKind.DELETE)
                .setSetId(setId)
                .setConfirmed(true)
                .setUserId(userId(thief))
                .setTelegramUserId(thief.id())
                .setChatId(thief.id());
        events.publish(Topics.SET_REQUESTS, thief.id(), null, null, asked.build());

        await("a word")
                .atMost(PATIENCE)
                .until(() -> texts(thief).stream().anyMatch(text -> text.contains("no such set of yours")));
        assertThat(sets()).hasSize(1);
    }

    @Test
    void whatIsReplayedChangesNothingAndANewPressBringsBackWhatWasTakenOut() throws Exception {
        StickerReady sticker = sent(chat);
        StickerSetRequested add = request(StickerSetRequestKind.ADD)
                .setStickerId(sticker.getStickerId())
                .build();
        events.publish(Topics.SET_REQUESTS, chat.id(), null, null, add);
        awaitMembers(1);
        ask(request(StickerSetRequestKind.REMOVE)
                .setSetId(Ids.ownSet(userId(chat), 1))
                .setPart(1));
        awaitMembers(0);

        events.publish(Topics.SET_REQUESTS, chat.id(), null, null, add);
        StickerReady other = sent(chat);
        add(other);
        await("the other, and it alone")
                .atMost(PATIENCE)
                .until(() -> database.sql("""
                        select sticker_id from delivery.set_parts join delivery.sticker_sets on id = set_id
                         where telegram_user_id = ? and set_parts.state = 'in'
                        """)
                        .param(chat.id())
                        .query(UUID.class)
                        .list()
                        .equals(List.of(other.getStickerId())));
        awaitMembers(1);

        add(sticker);
        awaitMembers(2);
    }

    @Test
    void aStickerThatIsDeletedLeavesTheSetsOfWhoDeletesItAndNoOthers() throws Exception {
        StickerReady sticker = sent(chat);
        Chat other = chat();
        add(sticker);
        awaitMembers(1);
        add(other, sticker, "Bo");
        await("it is in both")
                .atMost(PATIENCE)
                .until(() -> database.sql("""
                        select count(*) from delivery.set_parts where sticker_id = ? and state = 'in'
                        """)
                                .param(sticker.getStickerId())
                                .query(Integer.class)
                                .single()
                        == 2);

        var deleted = JobCommand.newBuilder()
                .setCommandId(UUID.randomUUID())
                .setKind(JobCommandKind.DELETE)
                .setJobId(sticker.getJobId())
                .setStickerId(sticker.getStickerId())
                .setUserId(userId(chat))
                .setChatId(chat.id())
                .setIssuedAt(Instant.now())
                .build();
        events.publish(Topics.JOB_COMMANDS, chat.id(), sticker.getJobId(), null, deleted);
        events.publish(Topics.JOB_COMMANDS, chat.id(), sticker.getJobId(), null, deleted);

        awaitMembers(0);
        assertThat(admin().get("/admin/users/" + other.id() + "/sticker-sets")
                        .get(0)
                        .path("stickers"))
                .hasSize(1);
    }

    /** Its owner took it out in Telegram: a press brings it back. */
    @Test
    void aStickerThatItsOwnerTookOutComesBackByAPress() throws Exception {
        StickerReady sticker = sent(chat);
        add(sticker);
        add(sent(chat));
        JsonNode set = awaitMembers(2);
        awaitSaid("at place 2.");
        database.sql("update delivery.set_parts set since = now() - interval '5 minutes'")
                .update();
        bot(
                "deleteStickerFromSet",
                Map.of("sticker", set.path("stickers").get(0).path("file_id").asText()));
        awaitMembers(1);
        Thread.sleep(600);

        add(sticker);

        awaitMembers(2);
        assertThat(texts(chat)).noneMatch(text -> text.contains("already"));
    }

    /** Of two that are awaited nobody could tell which has come. */
    @Test
    void whatCouldNotBeAddedComesBeforeTheNext() throws Exception {
        add(sent(chat));
        awaitMembers(1);
        faults(List.of(Map.of(
                "method",
                "addStickerToSet",
                "times",
                4,
                "action",
                "status",
                "status",
                502,
                "description",
                "Bad Gateway")));
        StickerReady second = sent(chat);
        StickerReady third = sent(chat);

        add(second);
        add(second);
        add(third);

        awaitSaid("at place 3.");
        awaitMembers(3);
        assertThat(database.sql("""
                select sticker_id from delivery.set_parts join delivery.sticker_sets on id = set_id
                 where telegram_user_id = ? and set_parts.state = 'in' and place > 0 order by place
                """).param(chat.id()).query(UUID.class).list())
                .containsExactly(second.getStickerId(), third.getStickerId());
    }

    private StickerReady sent(Chat where) throws Exception {
        StickerReady ready = where.ready(Instant.now());
        where.publish(ready);
        await("the sticker is sent")
                .atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from delivery.deliveries where id = ? and state = 'done'")
                                .param(ready.getStickerId())
                                .query(Long.class)
                                .single()
                        == 1);
        return ready;
    }

    private void add(StickerReady sticker) {
        add(chat, sticker, "Ann");
    }

    private void add(Chat where, StickerReady sticker, String name) {
        StickerSetRequested.Builder asked = request(StickerSetRequestKind.ADD)
                .setStickerId(sticker.getStickerId())
                .setTitle(name + "'s stickers")
                .setUserId(userId(where))
                .setTelegramUserId(where.id())
                .setChatId(where.id());
        events.publish(Topics.SET_REQUESTS, where.id(), null, null, asked.build());
    }

    private void ask(StickerSetRequested.Builder asked) {
        events.publish(Topics.SET_REQUESTS, chat.id(), null, null, asked.build());
    }

    private StickerSetRequested.Builder request(StickerSetRequestKind kind) {
        return StickerSetRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setKind(kind)
                .setUserId(userId(chat))
                .setTelegramUserId(chat.id())
                .setChatId(chat.id())
                .setRequestedAt(Instant.now());
    }

    private static UUID userId(Chat chat) {
        return Ids.user(1, chat.id());
    }

    private static Map<String, Object> cut(String method) {
        return Map.of("method", method, "times", 1, "action", "close_after");
    }

    private List<JsonNode> sets() throws Exception {
        return sets(chat);
    }

    private static List<JsonNode> sets(Chat of) throws Exception {
        return admin().get("/admin/users/" + of.id() + "/sticker-sets")
                .valueStream()
                .toList();
    }

    private JsonNode awaitMembers(int count) {
        await(count + " stickers in the set")
                .atMost(PATIENCE)
                .until(() ->
                        sets().size() == 1 && sets().getFirst().path("stickers").size() == count);
        try {
            return sets().getFirst();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void awaitSaid(String words) {
        await(words).atMost(PATIENCE).until(() -> texts(chat).stream().anyMatch(text -> text.contains(words)));
    }

    private static List<String> fileIds(JsonNode set) {
        return set.path("stickers")
                .valueStream()
                .map(one -> one.path("file_id").asText())
                .toList();
    }

    private static List<JsonNode> buttons(JsonNode message) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .toList();
    }

    private static long calls(String method) throws Exception {
        return admin().get("/admin/calls?after=0&method=" + method)
                .path("calls")
                .size();
    }

    /** What the owner does in Telegram's own bot comes to the same. */
    private static @Nullable JsonNode bot(String method, Map<String, Object> fields) throws Exception {
        return admin().ask("POST", "/bot" + settings.get("stickermill.telegram.token") + "/" + method, fields);
    }
}
