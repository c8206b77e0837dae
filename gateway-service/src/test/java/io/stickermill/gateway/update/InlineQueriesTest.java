package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.update.Incoming.AskInline;
import io.stickermill.gateway.update.Incoming.Ignored;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.InlineQueried;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type after the bot's name in other chats. */
class InlineQueriesTest {

    private final InMemoryGateway gateway = new InMemoryGateway();

    @Test
    void aQueryIsPublishedForItsPersonAndIsSoonWorthNothing() {
        gateway.taken(read("""
                {"id": "7700", "from": {"id": 1001, "is_bot": false, "first_name": "Ann", "language_code": "ru"},
                 "query": "cat", "offset": "p2", "chat_type": "group"}"""));

        assertThat(gateway.events.of(InlineQueried.class)).singleElement().satisfies(query -> {
            assertThat(query.getQueryId()).isEqualTo("7700");
            assertThat(query.getUserId()).isEqualTo(Ids.user(InMemoryGateway.BOT, 1001));
            assertThat(query.getTelegramUserId()).isEqualTo(1001);
            assertThat(query.getWords()).isEqualTo("cat");
            assertThat(query.getOffset()).isEqualTo("p2");
            assertThat(query.getLanguage()).isEqualTo("ru");
            assertThat(query.getAskedAt()).isEqualTo(gateway.clock.instant());
            assertThat(query.getGoodUntil()).isEqualTo(gateway.clock.instant().plus(InlineQueries.ANSWERABLE));
        });
    }

    /** Programs may send to who has come to the bot; who types its name elsewhere has not. */
    @Test
    void whoTypesTheBotsNameElsewhereHasNotComeToIt() {
        gateway.taken(read("""
                {"id": "7700", "from": {"id": 1001, "is_bot": false, "first_name": "Ann"}, "query": "", "offset": ""}"""));

        assertThat(gateway.users.language(Ids.user(InMemoryGateway.BOT, 1001))).isEmpty();
    }

    @Test
    void asMuchAsTelegramLetsPeopleWriteIsRead() {
        String longest = "😀".repeat(256);

        assertThat(read(query("\"7\"", longest, "é".repeat(32))))
                .isEqualTo(new AskInline("7", 1001, "en", longest, "é".repeat(32)));
        assertThat(read("{\"id\": \"7\", \"from\": {\"id\": 1001, \"is_bot\": false, \"first_name\": \"A\"}}"))
                .isEqualTo(new AskInline("7", 1001, "en", "", ""));
    }

    @Test
    void whatTelegramMakesNotIsLetBe() {
        assertThat(read(query("\"7\"", "x".repeat(257), ""))).isInstanceOf(Ignored.class);
        assertThat(read(query("\"7\"", "x", "é".repeat(33)))).isInstanceOf(Ignored.class);
        assertThat(read(query("\"7\"", "a\\u0000b", ""))).isInstanceOf(Ignored.class);
        assertThat(read(query("\"" + "7".repeat(65) + "\"", "x", ""))).isInstanceOf(Ignored.class);
        assertThat(read(query("\"7&is_personal=false\"", "x", ""))).isInstanceOf(Ignored.class);
        assertThat(read(query("\"\"", "x", ""))).isInstanceOf(Ignored.class);
        assertThat(read(query("null", "x", ""))).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"7\", \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {}, \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {\"id\": -1001, \"is_bot\": false}, \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {\"id\": 0}, \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {\"id\": 1001, \"is_bot\": true}, \"query\": \"x\"}"
            })
    void whatComesFromNoPersonIsLetBe(String query) {
        assertThat(read(query)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "[]",
                "{\"id\": {}, \"from\": {\"id\": 1001}, \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {\"id\": \"x\"}, \"query\": \"x\"}",
                "{\"id\": \"7\", \"from\": {\"id\": 1001}, \"query\": [\"x\"]}"
            })
    void whatIsNoQueryAtAllIsUnreadable(String query) {
        assertThat(UpdateReader.read(update(query))).isInstanceOf(Reading.Unreadable.class);
    }

    /** It comes back to the bot where the bot is in the chat. */
    @Test
    void whatWasChosenIsNotCommentedOn() {
        assertThat(UpdateReader.read("""
                        {"update_id": 1, "message": {"message_id": 7, "date": 1700000000,
                         "from": {"id": 5, "is_bot": false, "first_name": "A"}, "chat": {"id": 5, "type": "private"},
                         "via_bot": {"id": 1, "is_bot": true, "first_name": "Stickermill", "username": "stickermill_bot"},
                         "sticker": {"file_id": "f", "file_unique_id": "u", "width": 512, "height": 512}}}"""))
                .isInstanceOfSatisfying(
                        Reading.Read.class, read -> assertThat(read.incoming()).isInstanceOf(Ignored.class));
    }

    private static String query(String id, String query, String offset) {
        return """
                {"id": %s, "from": {"id": 1001, "is_bot": false, "first_name": "Ann"}, "query": "%s", "offset": "%s"}""".formatted(id, query, offset);
    }

    private static Incoming read(String query) {
        return ((Reading.Read) UpdateReader.read(update(query))).incoming();
    }

    private static String update(String query) {
        return "{\"update_id\": 1, \"inline_query\": " + query + "}";
    }
}
