package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person's sticker sets, with the whole system behind them. */
class StickerSetsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger USERS = new AtomicInteger(9300);

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    @AfterEach
    void noFaults() throws Exception {
        stack.noFaults();
    }

    @Test
    void everyButtonOfASetDoesWhatItSays() throws Exception {
        long user = USERS.incrementAndGet();
        add(user, sticker(user));
        await("the first").atMost(PATIENCE).until(() -> members(user) == 1);
        add(user, another(user));
        await("the second").atMost(PATIENCE).until(() -> members(user) == 2);
        List<String> before = files(user);
        Set<Class<?>> pressed = new HashSet<>();

        stack.user(user).say("/sets", "en");
        JsonNode list = awaitText(user, "Your sticker sets");
        int id = list.path("message_id").asInt();
        press(user, id, data(list).getFirst(), pressed);
        await("the set").atMost(PATIENCE).until(() -> text(user, id).contains("2 stickers"));
        List<String> shown = data(message(user, id));

        press(user, id, button(shown, SetAction.ShowSticker.class), pressed);
        await("its first sticker, with its buttons")
                .atMost(PATIENCE)
                .until(() -> last(user).has("sticker")
                        && data(last(user)).stream()
                                .anyMatch(data -> SetAction.parse(data).isPresent()));
        int preview = last(user).path("message_id").asInt();
        List<String> ofSticker = data(last(user));
        press(user, preview, button(ofSticker, SetAction.Move.class), pressed);
        await("it is the second")
                .atMost(PATIENCE)
                .until(() -> files(user).equals(List.of(before.get(1), before.get(0))));
        press(user, preview, button(ofSticker, SetAction.Emoji.class), pressed);
        await("its emoji")
                .atMost(PATIENCE)
                .until(() ->
                        set(user).path("stickers").get(1).path("emoji").asText().equals("😀"));
        press(user, preview, button(ofSticker, SetAction.Remove.class), pressed);
        await("it is out").atMost(PATIENCE).until(() -> files(user).equals(List.of(before.get(1))));
        await("and its message gone")
                .atMost(PATIENCE)
                .until(() -> message(user, preview).isMissingNode());

        press(user, id, button(shown, SetAction.AskTitle.class), pressed);
        awaitText(user, "title");
        stack.user(user).say("Кошки & Co", "en");
        await("its title")
                .atMost(PATIENCE)
                .until(() -> set(user).path("title").asText().equals("Кошки & Co"));

        press(user, id, button(shown, SetAction.Delete.class), pressed);
        await("it is asked once more")
                .atMost(PATIENCE)
                .until(() -> text(user, id).contains("Delete the set"));
        List<String> sure = data(message(user, id));
        press(user, id, button(sure, SetAction.Show.class), pressed);
        await("it is kept").atMost(PATIENCE).until(() -> text(user, id).contains("one sticker"));
        press(user, id, button(sure, SetAction.Delete.class), pressed);
        await("it is deleted").atMost(PATIENCE).until(() -> sets(user).isEmpty());
        assertThat(pressed).containsExactlyInAnyOrder(SetAction.class.getPermittedSubclasses());
    }

    /** Killed while Telegram is at work: one person's first set is being made, another's gets its second sticker. */
    @Test
    void aKillInTheMiddleEndsInTheRightSets() throws Exception {
        long creating = USERS.incrementAndGet();
        long adding = USERS.incrementAndGet();
        int first = sticker(creating);
        add(adding, sticker(adding));
        await("a set").atMost(PATIENCE).until(() -> members(adding) == 1);
        int second = another(adding);

        stack.slow(List.of("createNewStickerSet", "addStickerToSet"), Duration.ofSeconds(4));
        add(creating, first);
        add(adding, second);
        await("both are being called")
                .atMost(PATIENCE)
                .until(() -> stack.rows("delivery", """
                                select 1 from set_parts join sticker_sets on id = set_id
                                 where telegram_user_id in (?, ?) and set_parts.state = 'adding'
                                   and set_parts.called_at is not null
                                """, creating, adding).size() >= 1);
        stack.kill("delivery");

        awaitText(creating, "t.me/addstickers/");
        await("both of the other's").atMost(PATIENCE).until(() -> members(adding) == 2);
        awaitText(adding, "at place 2.");
        assertThat(sets(creating)).hasSize(1);
        assertThat(members(creating)).isEqualTo(1);
        assertThat(sets(adding)).hasSize(1);
    }

    private int sticker(long user) throws Exception {
        stack.user(user).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        await("a sticker").atMost(PATIENCE).until(() -> !stack.stickers(user).isEmpty());
        return stack.stickers(user).getLast().path("message_id").asInt();
    }

    /** Another sticker of the same photo, without its outline. */
    private int another(long user) throws Exception {
        JsonNode first = stack.stickers(user).getFirst();
        int had = stack.stickers(user).size();
        stack.user(user)
                .press(
                        first.path("message_id").asInt(),
                        data(first).stream()
                                .filter(data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.Outline)
                                .findFirst()
                                .orElseThrow());
        await("another sticker")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(user).size() > had);
        return stack.stickers(user).getLast().path("message_id").asInt();
    }

    private void add(long user, int messageId) throws Exception {
        String button = data(message(user, messageId)).stream()
                .filter(data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.AddToSet)
                .findFirst()
                .orElseThrow();
        stack.user(user).press(messageId, button);
    }

    private void press(long user, int messageId, String data, Set<Class<?>> pressed) throws Exception {
        pressed.add(SetAction.parse(data).orElseThrow().getClass());
        String query = stack.user(user).press(messageId, data);
        await("it is answered")
                .atMost(PATIENCE)
                .until(() -> stack.callback(query).path("answered").asBoolean());
    }

    private static String button(List<String> data, Class<? extends SetAction> kind) {
        return data.stream()
                .filter(one -> SetAction.parse(one).filter(kind::isInstance).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode awaitText(long user, String words) throws Exception {
        await(words)
                .atMost(PATIENCE)
                .until(() -> stack.user(user).fromBot().stream()
                        .anyMatch(message -> message.path("text").asText().contains(words)));
        return stack.user(user).fromBot().stream()
                .filter(message -> message.path("text").asText().contains(words))
                .toList()
                .getLast();
    }

    private String text(long user, int messageId) throws Exception {
        return message(user, messageId).path("text").asText();
    }

    private JsonNode last(long user) throws Exception {
        return stack.user(user).fromBot().getLast();
    }

    private JsonNode message(long user, int id) throws Exception {
        return stack.user(user).fromBot().stream()
                .filter(message -> message.path("message_id").asInt() == id)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static List<String> data(JsonNode message) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(button -> button.has("callback_data"))
                .map(button -> button.path("callback_data").asText())
                .toList();
    }

    private List<JsonNode> sets(long user) throws Exception {
        return stack.setsOf(user);
    }

    private JsonNode set(long user) throws Exception {
        return sets(user).getFirst();
    }

    private int members(long user) throws Exception {
        return sets(user).stream().mapToInt(set -> set.path("stickers").size()).sum();
    }

    private List<String> files(long user) throws Exception {
        return set(user)
                .path("stickers")
                .valueStream()
                .map(one -> one.path("file_id").asText())
                .toList();
    }
}
