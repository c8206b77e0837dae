package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.schemas.Ids;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
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
        assertThat(set(user).has("thumbnail")).isFalse();
        press(user, preview, button(ofSticker, SetAction.Picture.class), pressed);
        awaitText(user, "is shown by this sticker now");
        assertThat(set(user).path("thumbnail").path("width").asInt()).isEqualTo(100);
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

        stack.user(user).say("/pack One of one", "en");
        JsonNode opened = awaitText(user, "Now send the photos");
        photo(user, "cup-600.jpg", Map.of());
        press(user, opened.path("message_id").asInt(), data(opened).getFirst(), pressed);
        awaitText(user, "is ready: 1 of 1.");
        assertThat(set(user).path("title").asText()).isEqualTo("One of one");

        int sheet = stack.user(user).sendPhoto(sheet(2), Map.of("as", "photo", "caption", "/sheet Shapes"));
        JsonNode numbered = awaitAnswer(user, sheet);
        List<String> cells = data(numbered);
        press(user, numbered.path("message_id").asInt(), cells.get(1), pressed);
        await("it is left out")
                .atMost(PATIENCE)
                .until(() -> message(user, numbered.path("message_id").asInt())
                        .toString()
                        .contains("✖ 2"));
        press(user, numbered.path("message_id").asInt(), cells.getLast(), pressed);
        awaitText(user, "\"Shapes\" is ready: 3 of 3.");
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

    /** One is no image; and delivery dies while Telegram makes the set. */
    @Test
    void aPackIsASetOfItsOwnWithAllThatCouldBeMadeInOrder() throws Exception {
        long user = USERS.incrementAndGet();
        stack.user(user).say("/pack My trip", "en");
        JsonNode opened = awaitText(user, "Now send the photos for your set \"My trip\"");
        List<UUID> jobs = new ArrayList<>();
        jobs.add(photo(user, "cup-600.jpg", Map.of()));
        jobs.add(job(user, stack.user(user).sendPhoto("no image".getBytes(UTF_8), Map.of("as", "photo"))));
        jobs.add(photo(user, "cat-451.jpg", Map.of("caption", "hello")));
        stack.slow(List.of("createNewStickerSet"), Duration.ofSeconds(4));
        stack.user(user).press(opened.path("message_id").asInt(), data(opened).getFirst());
        await("the set is being made")
                .atMost(PATIENCE)
                .until(() -> !stack.rows("delivery", """
                        select 1 from sticker_sets where telegram_user_id = ? and state = 'creating'
                           and called_at is not null
                        """, user).isEmpty());
        stack.kill("delivery");

        String said = awaitText(user, "is ready: 2 of 3.").path("text").asText();
        assertThat(said).contains("2: I can't read this");
        assertThat(sets(user)).singleElement().satisfies(set -> {
            assertThat(set.path("title").asText()).isEqualTo("My trip");
            assertThat(said).contains("t.me/addstickers/" + set.path("name").asText());
        });
        UUID pack = Ids.pack(
                job(user, opened.path("reply_to_message").path("message_id").asInt()));
        await("its rows, and their files")
                .atMost(PATIENCE)
                .until(() -> stored(pack).size() == 2);
        assertThat(stored(pack))
                .extracting(row -> row.get("job_id"), row -> row.get("pack_index"), row -> row.get("telegram_file_id"))
                .containsExactly(
                        tuple(jobs.get(0), 0, files(user).get(0)),
                        tuple(jobs.get(2), 2, files(user).get(1)));
        assertThat(stored(pack))
                .extracting(row -> String.valueOf(row.get("result_storage_path")))
                .allMatch(path -> path.matches("stickers/[^/]+/" + pack + "/\\d+_[02]\\.webp"));
        assertThat(stack.stickers(user)).as("no part comes into the chat").isEmpty();
        await("no message of progress stays")
                .atMost(PATIENCE)
                .until(() -> stack.user(user).fromBot().stream()
                        .noneMatch(message -> message.path("text").asText().endsWith("...")));
    }

    @Test
    void anAlbumThatAsksForItIsAPack() throws Exception {
        long user = USERS.incrementAndGet();
        photo(user, "cup-600.jpg", Map.of("media_group_id", "9", "caption", "/pack Three of us"));
        photo(user, "cat-451.jpg", Map.of("media_group_id", "9"));
        photo(user, "cup-600.jpg", Map.of("media_group_id", "9", "caption", "again"));

        awaitText(user, "\"Three of us\" is ready: 3 of 3.");
        assertThat(sets(user)).hasSize(1);
        assertThat(members(user)).isEqualTo(3);
        assertThat(stack.stickers(user)).isEmpty();
    }

    /** One picture with nine drawings: what is not wanted is said. */
    @Test
    void aSheetIsASetOfItsDrawingsWithoutThoseThatAreLeftOut() throws Exception {
        long user = USERS.incrementAndGet();
        int sent = stack.user(user).sendPhoto(sheet(3), Map.of("as", "photo", "caption", "/sheet"));
        JsonNode preview = awaitAnswer(user, sent);
        assertThat(preview.path("photo").isMissingNode()).as("a picture").isFalse();
        assertThat(preview.path("caption").asText()).contains("9");
        List<String> buttons = data(preview);
        assertThat(buttons).hasSize(10);
        stack.user(user).say("without 4 and 7", "en");
        awaitText(user, "All right, without 4, 7.");

        stack.user(user).press(preview.path("message_id").asInt(), buttons.getLast());
        awaitText(user, "is ready: 7 of 7.");
        assertThat(sets(user)).hasSize(1);
        assertThat(members(user)).isEqualTo(7);
        UUID pack = Ids.pack(job(user, sent));
        await("its rows, and their files")
                .atMost(PATIENCE)
                .until(() -> stored(pack).size() == 7);
        assertThat(stored(pack))
                .extracting(row -> row.get("job_id"))
                .containsExactlyElementsOf(List.of(0, 1, 2, 4, 5, 7, 8).stream()
                        .map(cell -> (Object) Ids.drawing(pack, cell))
                        .toList());
    }

    @Test
    void aPhotoWithoutDrawingsIsNoSheetAndThePersonIsToldWhatIs() throws Exception {
        long user = USERS.incrementAndGet();
        int sent = stack.user(user)
                .sendPhoto(
                        Files.readAllBytes(Stack.photo("gravel-512.jpg")),
                        Map.of("as", "photo", "caption", "/sheet Stones"));

        assertThat(awaitAnswer(user, sent).path("text").asText()).isNotEmpty();
        assertThat(sets(user)).isEmpty();
    }

    /** Coloured discs in rows and columns, on a plain ground. */
    private static byte[] sheet(int side) throws IOException {
        var image = new BufferedImage(side * 300, side * 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(new Color(255, 0, 255));
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int cell = 0; cell < side * side; cell++) {
            canvas.setColor(Color.getHSBColor(0.1f + cell * 0.06f, 0.9f, 0.8f));
            canvas.fillOval(cell % side * 300 + 60, cell / side * 300 + 60, 180, 180);
            canvas.setColor(Color.WHITE);
            canvas.fillOval(cell % side * 300 + 110, cell / side * 300 + 110, 40, 40);
        }
        canvas.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    /** The bot's first message that refers to this one. */
    private JsonNode awaitAnswer(long user, int messageId) throws Exception {
        return await("an answer")
                .atMost(PATIENCE)
                .until(
                        () -> stack.user(user).fromBot().stream()
                                .filter(message -> message.path("reply_to_message")
                                                .path("message_id")
                                                .asInt()
                                        == messageId)
                                .findFirst()
                                .orElse(null),
                        answer -> answer != null);
    }

    private List<Map<String, Object>> stored(UUID pack) throws Exception {
        return stack.rows("history", """
                select job_id, pack_index, telegram_file_id, result_storage_path from stickers
                 where pack_batch_id = ? and result_storage_path is not null order by pack_index
                """, pack);
    }

    /** Gives its job. */
    private UUID photo(long user, String name, Map<String, String> how) throws Exception {
        Map<String, String> all = new HashMap<>(how);
        all.put("as", "photo");
        return job(user, stack.user(user).sendPhoto(Files.readAllBytes(Stack.photo(name)), all));
    }

    private UUID job(long user, int messageId) throws Exception {
        return Ids.jobOfMessage(stack.botId(), user, messageId);
    }

    private int sticker(long user) throws Exception {
        photo(user, "cup-600.jpg", Map.of());
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
