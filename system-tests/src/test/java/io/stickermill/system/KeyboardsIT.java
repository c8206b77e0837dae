package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerMode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every button of every keyboard, pressed by a person, with the whole system behind it. */
class KeyboardsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The styles of the local stack that somebody else's models make. */
    private static final int TOYS = 5;

    private static final AtomicInteger USERS = new AtomicInteger(300);

    private static final Map<String, String[]> ALREADY = Map.of(
            "en", new String[] {"You already have this one", "is in that style already"},
            "ru", new String[] {"Этот стикер у вас уже есть", "Этот стикер уже в таком стиле"});

    private static Stack stack;

    private final long user = USERS.incrementAndGet();

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    /**
     * Goes from keyboard to keyboard, as long as one shows a button of a kind that was not pressed yet, under the stickers
     * of photos that are cut out, kept whole, unsure and cut out already.
     */
    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void everyButtonDoesWhatItSaysAndIsAnswered(String language) throws Exception {
        Set<String> pressed = new HashSet<>();
        for (JsonNode sticker : List.of(
                sent("rocket-640.jpg", language),
                sent("gravel-512.jpg", language),
                sent(disc(), "document", language))) {
            seen.add(file(sticker));
            press(sticker, pressed, language);
        }
        assertThat(seen).as("no button gave what the person had").doesNotHaveDuplicates();
        namesAlone(language);
        pressed.add("ShowMenu");

        System.out.printf("%s: %d kinds of buttons pressed: %s%n", language, pressed.size(), pressed);
        Set<Class<?>> kinds = new HashSet<>();
        for (ButtonAction action : actions) {
            kinds.add(action.getClass());
        }
        assertThat(kinds)
                .as("all but the button of the status message, which has tests of its own")
                .hasSize(ButtonAction.class.getPermittedSubclasses().length - 1)
                .doesNotContain(ButtonAction.Cancel.class);
        for (StylePreset style : StylePreset.values()) {
            assertThat(pressed).contains("Restyle " + style.id());
        }
    }

    private final List<ButtonAction> actions = new ArrayList<>();

    /** The files of the stickers that came of photos and of buttons. */
    private final List<ByteBuffer> seen = new ArrayList<>();

    private void press(JsonNode sticker, Set<String> pressed, String language) throws Exception {
        List<JsonNode> open = new ArrayList<>(List.of(sticker));
        while (!open.isEmpty()) {
            JsonNode message = open.removeFirst();
            int id = message.path("message_id").asInt();
            List<String> keyboard = new ArrayList<>(data(message));
            assertThat(keyboard).isNotEmpty();
            // After it nothing of the sheet can be pressed.
            keyboard.sort(Comparator.comparing(
                    data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.CloseStyles));
            for (String data : keyboard) {
                ButtonAction action = ButtonAction.parse(data).orElseThrow();
                if (!(action instanceof ButtonAction.Delete) && pressed.add(kind(action))) {
                    actions.add(action);
                    open.addAll(does(action, id, data, language));
                }
            }
        }
        ButtonAction delete = new ButtonAction.Delete(jobOf(sticker), 0);
        assertThat(data(sticker)).contains(delete.callbackData());
        actions.add(delete);
        pressed.add(kind(delete));
        does(delete, sticker.path("message_id").asInt(), delete.callbackData(), language);
    }

    /** Presses the button and sees that it does what it says. Gives the stickers that came of it. */
    private List<JsonNode> does(ButtonAction action, int messageId, String data, String language) throws Exception {
        Set<Integer> before = ids(stack.stickers(user));
        int keyboards = data(message(messageId)).size();
        int said = texts().size();
        int sheets = sheets().size();
        boolean had = givesWhatOneHas(action, messageId, data);
        String answer = answer(stack.user(user).press(messageId, data));
        switch (action) {
            case ButtonAction.Delete _ ->
                await(data).atMost(PATIENCE).until(() -> message(messageId).isMissingNode());
            case ButtonAction.ShowStyles _ -> {
                assertThat(answer).isNotEmpty();
                await(data).atMost(PATIENCE).until(() -> sheets().size() > sheets);
                JsonNode sheet = sheets().getLast();
                assertThat(sheet.path("reply_to_message").path("message_id").asInt())
                        .isEqualTo(messageId);
                assertThat(sheet.path("caption").asText()).isNotEmpty();
                assertThat(data(sheet)).hasSize(StylePreset.values().length + TOYS + 1);
                assertThat(sheet.path("reply_markup").toString()).contains(StylePreset.COMIC.title(language));
                assertThat(data(message(messageId)))
                        .as("the sticker's own buttons stay")
                        .hasSize(keyboards);
                return List.of(sheet);
            }
            case ButtonAction.CloseStyles _ -> {
                await(data).atMost(PATIENCE).until(() -> message(messageId).isMissingNode());
                assertThat(stack.stickers(user)).hasSameSizeAs(before);
            }
            case ButtonAction.ShowMenu _ ->
                await(data)
                        .atMost(PATIENCE)
                        .until(() -> data(message(messageId)).size() < keyboards);
            case ButtonAction.AddToSet _ -> {
                assertThat(answer).isNotEmpty();
                await(data)
                        .atMost(PATIENCE)
                        .until(() -> texts().stream().anyMatch(text -> text.contains("t.me/addstickers/")));
            }
            case ButtonAction.ShowPrompt _ -> {
                assertThat(answer).isNotEmpty();
                await(data)
                        .atMost(PATIENCE)
                        .until(() -> texts().stream().anyMatch(text -> text.contains("of the subject")));
            }
            case ButtonAction.AskText _ -> {
                assertThat(answer).isNotEmpty();
                await(data).atMost(PATIENCE).until(() -> texts().size() > said);
                stack.user(user).say("Привет, " + language + "!", language);
                return List.of(next(before));
            }
            case ButtonAction.Again _,
                    ButtonAction.ReadyMade _,
                    ButtonAction.Restyle _,
                    ButtonAction.Outline _,
                    ButtonAction.Reshape _ -> {
                assertThat(answer).isNotEmpty();
                if (had) {
                    assertThat(answer).as(data).containsAnyOf(ALREADY.get(language));
                    assertThat(stack.rows(
                                    "gateway",
                                    "select 1 from photo_requests where job_id = ?",
                                    Ids.jobOfButton(stack.botId(), user, messageId, data)))
                            .as("nothing is made")
                            .isEmpty();
                    return List.of();
                }
                JsonNode next = next(before);
                seen.add(file(next));
                if (action instanceof ButtonAction.ReadyMade) {
                    assertThat(stack.rows(
                                    "generation",
                                    "select 1 from ready_made_stickers where job_id = ?",
                                    stack.rows(
                                                    "gateway",
                                                    "select ready_made_of from photo_requests where job_id = ?",
                                                    jobOf(next))
                                            .getFirst()
                                            .get("ready_made_of")))
                            .isNotEmpty();
                    assertThat(stack.job(jobOf(next)).path("steps").toString())
                            .as("nothing was made for it")
                            .doesNotContain("cut_out");
                }
                return List.of(next);
            }
            case ButtonAction.Cancel _ -> throw new AssertionError("no sticker can be cancelled");
        }
        return List.of();
    }

    /** The ticked style, and the ways back: what they lead to stands in the chat, since all came without wishes of their own. */
    private boolean givesWhatOneHas(ButtonAction action, int messageId, String data) throws Exception {
        return switch (action) {
            case ButtonAction.Restyle _ -> title(messageId, data).startsWith("✓");
            case ButtonAction.Outline(UUID _, boolean wanted) -> wanted;
            case ButtonAction.Reshape(UUID _, StickerMode mode) -> mode == StickerMode.CUT_OUT;
            default -> false;
        };
    }

    private String title(int messageId, String data) throws Exception {
        for (JsonNode row : message(messageId).path("reply_markup").path("inline_keyboard")) {
            for (JsonNode button : row) {
                if (button.path("callback_data").asText().equals(data)) {
                    return button.path("text").asText();
                }
            }
        }
        throw new AssertionError("no button " + data);
    }

    /** Where the photo can't be had, the styles' names stand in place of the menu, and the way back leads to it. */
    private void namesAlone(String language) throws Exception {
        JsonNode sticker = sent("cup-600.jpg", language);
        int id = sticker.path("message_id").asInt();
        List<String> menu = data(sticker);
        stack.refuse("getFile", 400);
        try {
            answer(stack.user(user).press(id, styles(sticker)));
            await("the names")
                    .atMost(PATIENCE)
                    .until(() -> data(message(id)).size() == StylePreset.values().length + TOYS + 1);
        } finally {
            stack.noFaults();
        }
        String back = data(message(id)).stream()
                .filter(data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.ShowMenu)
                .findFirst()
                .orElseThrow();
        ButtonAction action = ButtonAction.parse(back).orElseThrow();
        assertThat(action).isInstanceOf(ButtonAction.ShowMenu.class);
        actions.add(action);
        does(action, id, back, language);
        assertThat(data(message(id))).isEqualTo(menu);
    }

    /** Each kind of button of the gallery, in the order in which somebody might press them; the newest sticker is shown first. */
    @ParameterizedTest
    @CsvSource({"en, A favourite now., Good morning", "ru, Теперь в избранном., Good morning"})
    void theGalleryGoesThroughTheStickersAndEachOfItsButtonsIsAnswered(String language, String marked, String words)
            throws Exception {
        stack.user(user)
                .sendPhoto(
                        Files.readAllBytes(Stack.photo("cup-600.jpg")),
                        Map.of("as", "photo", "language", language, "caption", words));
        await("the older").atMost(PATIENCE).until(() -> stack.stickers(user).size() == 1);
        sent("cat-451.jpg", language);
        await("history has both")
                .atMost(PATIENCE)
                .until(() -> stack.stickersOf(Ids.user(stack.botId(), user)).size() == 2);
        stack.user(user).say("/my", language);
        JsonNode newest = galleryShows("1 / 2", 0);

        gallery(GalleryAction.Kind.OLDER, newest);
        JsonNode older = galleryShows("2 / 2", newest.path("message_id").asInt());
        await("one message")
                .atMost(PATIENCE)
                .until(() -> message(newest.path("message_id").asInt()).isMissingNode());
        assertThat(gallery(GalleryAction.Kind.MARK, older)).isEqualTo(marked);
        await("its star")
                .atMost(PATIENCE)
                .until(() -> !galleryData(
                                GalleryAction.Kind.UNMARK,
                                message(older.path("message_id").asInt()))
                        .isEmpty());
        int said = texts().size();
        gallery(GalleryAction.Kind.PROMPT, older);
        await("its words")
                .atMost(PATIENCE)
                .until(() -> texts().size() == said + 1 && texts().getLast().equals(words));
        gallery(GalleryAction.Kind.SEND, older);
        await("it stays in the chat")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(user).size() == 4);
        gallery(GalleryAction.Kind.AGAIN, older);
        await("another").atMost(PATIENCE).until(() -> stack.stickers(user).size() == 5);
        await("history has it, too")
                .atMost(PATIENCE)
                .until(() -> stack.stickersOf(Ids.user(stack.botId(), user)).size() == 3);

        press(older, new GalleryAction(GalleryAction.Kind.FIRST, stickerIn(older), true).callbackData());
        JsonNode favourite = galleryShows("1 / 1", older.path("message_id").asInt());
        gallery(GalleryAction.Kind.UNMARK, favourite);
        press(favourite, new GalleryAction(GalleryAction.Kind.FIRST, stickerIn(favourite), false).callbackData());
        JsonNode first = galleryShows("1 / 3", favourite.path("message_id").asInt());
        gallery(GalleryAction.Kind.OLDER, first);
        JsonNode second = galleryShows("2 / 3", first.path("message_id").asInt());
        gallery(GalleryAction.Kind.NEWER, second);
        JsonNode again = galleryShows("1 / 3", second.path("message_id").asInt());
        gallery(GalleryAction.Kind.DELETE, again);
        galleryShows("1 / 2", again.path("message_id").asInt());
    }

    /** The message with this label, which came after the one before. */
    private JsonNode galleryShows(String place, int before) {
        return await(place)
                .atMost(PATIENCE)
                .until(
                        () -> stack.stickers(user).stream()
                                .filter(message -> message.path("message_id").asInt() > before)
                                .filter(message ->
                                        message.path("reply_markup").toString().contains("\"" + place + "\""))
                                .reduce((_, last) -> last)
                                .orElse(MissingNode.getInstance()),
                        found -> !found.isMissingNode());
    }

    private static List<String> galleryData(GalleryAction.Kind kind, JsonNode message) {
        return message.findValuesAsText("callback_data").stream()
                .filter(data -> GalleryAction.parse(data)
                        .filter(action -> action.kind() == kind)
                        .isPresent())
                .toList();
    }

    private static UUID stickerIn(JsonNode message) {
        return GalleryAction.parse(galleryData(GalleryAction.Kind.SEND, message).getFirst())
                .orElseThrow()
                .stickerId();
    }

    /** Presses the button of this kind; gives the words that the person sees. */
    private String gallery(GalleryAction.Kind kind, JsonNode message) throws Exception {
        return press(message, galleryData(kind, message).getFirst());
    }

    private String press(JsonNode message, String data) throws Exception {
        return answer(stack.user(user).press(message.path("message_id").asInt(), data));
    }

    @Test
    void aDoubleTapShowsOneSheetWhichGoesWithItsSticker() throws Exception {
        JsonNode sticker = sent("person-astronaut-512.jpg", "ru");
        int id = sticker.path("message_id").asInt();
        String one = stack.user(user).press(id, styles(sticker));
        String other = stack.user(user).press(id, styles(sticker));
        assertThat(answer(one)).isNotEmpty();
        assertThat(answer(other)).isNotEmpty();
        await("the sheet").atMost(PATIENCE).until(() -> !sheets().isEmpty());

        JsonNode sheet = sheets().getFirst();
        String file = sheet.path("photo")
                .path(sheet.path("photo").size() - 1)
                .path("file_id")
                .asText();
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(stack.user(user).file(file)));
        assertThat(picture.getWidth()).isEqualTo(720);
        JsonNode comic = restyled(sheet, StylePreset.COMIC, ids(List.of(sticker)));
        assertThat(stack.rows("gateway", "select style_preset_id from photo_requests where job_id = ?", jobOf(comic))
                        .getFirst()
                        .get("style_preset_id"))
                .isEqualTo("comic");
        assertThat(sheets()).as("of both taps").hasSize(1);

        stack.rows(
                "gateway",
                "update photo_requests set styles_pressed_at = now() - interval '1 minute' where job_id = ? returning 1",
                jobOf(sticker));
        stack.refuse("getFile", 400);
        try {
            answer(stack.user(user).press(id, styles(sticker)));
            await("it is kept for a day: nothing is drawn again")
                    .atMost(PATIENCE)
                    .until(() -> sheets().size() == 2);
        } finally {
            stack.noFaults();
        }

        stack.user(user).press(id, new ButtonAction.Delete(jobOf(sticker), 0).callbackData());
        await("the sticker goes").atMost(PATIENCE).until(() -> message(id).isMissingNode());
        await("and its sheets after it").atMost(PATIENCE).until(() -> sheets().isEmpty());
        assertThat(stack.stickers(user)).as("what was made from them stays").hasSize(1);
    }

    private JsonNode restyled(JsonNode sheet, StylePreset style, Set<Integer> before) throws Exception {
        String button = data(sheet).stream()
                .filter(data ->
                        ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.Restyle(UUID _, String of)
                                && of.equals(style.id()))
                .findFirst()
                .orElseThrow();
        stack.user(user).press(sheet.path("message_id").asInt(), button);
        return next(before);
    }

    private static String styles(JsonNode sticker) {
        return data(sticker).stream()
                .filter(data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.ShowStyles)
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> sheets() throws Exception {
        return stack.user(user).fromBot().stream()
                .filter(message -> message.has("photo"))
                .toList();
    }

    /** Telegram lets a bot remove nothing that is older than two days: the message stays, and its buttons with it. */
    @ParameterizedTest
    @CsvSource({"en, This sticker is deleted.", "ru, Этот стикер удалён."})
    void theButtonsOfADeletedStickerThatStillStandSayThatItIs(String language, String words) throws Exception {
        JsonNode sticker = sent("person-astronaut-512.jpg", language);
        int id = sticker.path("message_id").asInt();
        answer(stack.user(user).press(id, styles(sticker)));
        await("the sheet").atMost(PATIENCE).until(() -> !sheets().isEmpty());
        JsonNode sheet = sheets().getFirst();
        String delete = new ButtonAction.Delete(jobOf(sticker), 0).callbackData();
        stack.refuse("deleteMessage", 400);
        try {
            assertThat(answer(stack.user(user).press(id, delete))).isNotEmpty();
            for (JsonNode message : List.of(sticker, sheet)) {
                for (String data : data(message)) {
                    ButtonAction action = ButtonAction.parse(data).orElseThrow();
                    if (!(action instanceof ButtonAction.Delete) && !(action instanceof ButtonAction.CloseStyles)) {
                        String said = answer(stack.user(user)
                                .press(message.path("message_id").asInt(), data));
                        assertThat(said).as(data).startsWith(words);
                    }
                }
            }
        } finally {
            stack.noFaults();
        }
        answer(stack.user(user).press(id, delete));
        await("what could not be removed then")
                .atMost(PATIENCE)
                .until(() -> message(id).isMissingNode());
        String late = answer(stack.user(user).press(id, new ButtonAction.Again(jobOf(sticker), 1).callbackData()));
        assertThat(late).as("a press that comes late").startsWith(words);
        assertThat(stack.rows("gateway", "select job_id from photo_requests where chat_id = ?", user))
                .as("one photo, and nothing more")
                .hasSize(1);
    }

    @Test
    void theTextIsAwaitedThroughARestartAndSetOnThatSticker() throws Exception {
        JsonNode sticker = sent("cup-600.jpg", "en");
        stack.user(user)
                .press(sticker.path("message_id").asInt(), new ButtonAction.AskText(jobOf(sticker)).callbackData());
        await().atMost(PATIENCE).until(() -> texts().stream().anyMatch(text -> text.contains("What shall I write")));

        stack.run("stop", "gateway");
        stack.run("start", "gateway");
        stack.user(user).say("x".repeat(201), "en");
        await().atMost(PATIENCE).until(() -> texts().stream().anyMatch(text -> text.contains("too long")));
        stack.user(user).say("<b>good</b> *morning*", "en");

        JsonNode written = next(ids(List.of(sticker)));
        assertThat(stack.rows("gateway", "select sticker_text from photo_requests where job_id = ?", jobOf(written))
                        .getFirst()
                        .get("sticker_text"))
                .isEqualTo("<b>good</b> *morning*");
        await("the question has its answer, and goes")
                .atMost(PATIENCE)
                .until(() -> texts().stream().noneMatch(text -> text.contains("What shall I write")));
        int said = texts().size();
        stack.user(user).say("good night", "en");
        await("it was awaited once; now it is talk").atMost(PATIENCE).until(() -> texts().size() == said + 1);
        assertThat(stack.stickers(user)).hasSize(2);
    }

    @Test
    void whatIsNoButtonOfOursOrAnothersIsAnsweredInWords() throws Exception {
        JsonNode sticker = sent("cup-600.jpg", "en");
        int id = sticker.path("message_id").asInt();
        for (String data : List.of(
                "nonsense", "' or 1=1 --", new ButtonAction.Again(UUID.randomUUID(), 1).callbackData(), "a:", "🔥")) {
            assertThat(answer(stack.user(user).press(id, data))).as(data).contains("no longer works");
        }
        long stranger = USERS.incrementAndGet();
        int other =
                stack.user(stranger).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        for (String data : data(sticker)) {
            assertThat(answer(stack.user(stranger).press(other, data))).as(data).contains("somebody else");
        }
    }

    @Test
    void anOtherCutOutIsMadeAnewWhenItsDayIsOver() throws Exception {
        JsonNode sticker = sent("rocket-640.jpg", "en");
        String button = data(sticker).stream()
                .filter(data -> ButtonAction.parse(data).orElseThrow() instanceof ButtonAction.ReadyMade)
                .findFirst()
                .orElseThrow();
        stack.rows(
                "gateway",
                "update photo_requests set requested_at = requested_at - interval '25 hours' where job_id = ? returning 1",
                jobOf(sticker));
        stack.rows(
                "generation",
                "update ready_made_stickers set expires_at = now() - interval '1 minute' where job_id = ? returning 1",
                jobOf(sticker));

        assertThat(answer(stack.user(user).press(sticker.path("message_id").asInt(), button)))
                .contains("kept for a day");

        JsonNode anew = next(ids(List.of(sticker)));
        await("its steps")
                .atMost(PATIENCE)
                .until(() -> stack.job(jobOf(anew)).path("steps").toString().contains("cut_out"));
        await("the gateway hears of its end, after the user sees it; until then a second press is a double tap")
                .atMost(PATIENCE)
                .until(() -> !stack.rows(
                                "gateway",
                                "select 1 from photo_requests where job_id = ? and ended_at is not null",
                                jobOf(anew))
                        .isEmpty());
        String again = answer(stack.user(user).press(sticker.path("message_id").asInt(), button));
        assertThat(again).contains("You already have this one");
        assertThat(stack.stickers(user)).hasSize(2);
    }

    private JsonNode sent(String photo, String language) throws Exception {
        return sent(Files.readAllBytes(Stack.photo(photo)), "photo", language);
    }

    private JsonNode sent(byte[] photo, String as, String language) throws Exception {
        Set<Integer> before = ids(stack.stickers(user));
        stack.user(user).sendPhoto(photo, Map.of("as", as, "language", language, "filename", "disc.png"));
        return next(before);
    }

    /** The one sticker more that there is. */
    private JsonNode next(Set<Integer> before) throws Exception {
        await("another sticker").atMost(PATIENCE).until(() -> !before.containsAll(ids(stack.stickers(user))));
        return stack.stickers(user).stream()
                .filter(sticker -> !before.contains(sticker.path("message_id").asInt()))
                .findFirst()
                .orElseThrow();
    }

    private ByteBuffer file(JsonNode sticker) throws Exception {
        return ByteBuffer.wrap(
                stack.user(user).file(sticker.path("sticker").path("file_id").asText()));
    }

    private JsonNode message(int id) throws Exception {
        EmulatedUser here = stack.user(user);
        return here.fromBot().stream()
                .filter(message -> message.path("message_id").asInt() == id)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private List<String> texts() throws Exception {
        return stack.user(user).fromBot().stream()
                .filter(message -> message.has("text"))
                .map(message -> message.path("text").asText())
                .toList();
    }

    /** What the button says; it must be answered. */
    private static String answer(String query) throws Exception {
        await("the button is answered")
                .atMost(PATIENCE)
                .until(() -> stack.callback(query).path("answered").asBoolean());
        return stack.callback(query).path("text").asText("");
    }

    private static Set<Integer> ids(List<JsonNode> messages) {
        Set<Integer> ids = new HashSet<>();
        messages.forEach(message -> ids.add(message.path("message_id").asInt()));
        return ids;
    }

    private static UUID jobOf(JsonNode sticker) {
        return ButtonAction.parse(data(sticker).getLast()).orElseThrow().jobId();
    }

    private static List<String> data(JsonNode message) {
        List<String> data = new ArrayList<>();
        for (JsonNode row : message.path("reply_markup").path("inline_keyboard")) {
            for (JsonNode button : row) {
                data.add(button.path("callback_data").asText());
            }
        }
        return data;
    }

    /** Buttons that differ in their job alone are of one kind. */
    private static String kind(ButtonAction action) {
        return switch (action) {
            case ButtonAction.Restyle(UUID _, String style) -> "Restyle " + (style.startsWith("toy-") ? "toy" : style);
            case ButtonAction.Outline(UUID _, boolean wanted) -> "Outline " + wanted;
            case ButtonAction.Reshape(UUID _, var mode) -> "Reshape " + mode;
            case ButtonAction.ReadyMade(UUID _, int variant) -> "ReadyMade " + variant;
            default -> action.getClass().getSimpleName();
        };
    }

    /** A picture that is cut out already. */
    private static byte[] disc() throws Exception {
        var image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(60, 60, 180, 180);
        graphics.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
