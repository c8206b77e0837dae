package io.stickermill.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway on the real broker, registry and database, polling the Bot API emulator. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class GatewayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicLong USERS = new AtomicLong(100);
    private static final byte[] PHOTO = {(byte) 0xff, (byte) 0xd8, 0, 1};

    private static Map<String, String> settings;

    @Autowired
    private EventPublisher events;

    @Autowired
    private EventCodec codec;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Sessions sessions;

    @Autowired
    private PhotoRequests photoRequests;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(Set.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.REGISTRY, PartKind.EMULATOR))
                .springProperties("gateway");
        settings.forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void aPhotoIsOneRequestUnderIdsThatFollowFromIt() throws Exception {
        long user = USERS.incrementAndGet();
        int messageId = new EmulatedUser(emulator(), user)
                .sendPhoto(PHOTO, Map.of("as", "photo", "language", "ru", "caption", "cat"));
        UUID jobId = Ids.jobOfMessage(botId(), user, messageId);

        await().atMost(PATIENCE).until(() -> requests(user).size() == 1);

        var request = codec.decode(Topics.PHOTO_REQUESTS, requests(user).getFirst());
        assertThat(request.getJobId()).isEqualTo(jobId);
        assertThat(request.getUserId()).isEqualTo(Ids.user(botId(), user));
        assertThat(request.getLanguage()).isEqualTo("ru");
        assertThat(request.getUserInput()).isEqualTo("cat");
        assertThat(count("select count(*) from sessions where id = ?", Ids.session(jobId)))
                .isOne();
    }

    @Test
    void aCaptionThatIsTooLongIsSaidAndTheStickerComesWithoutIt() throws Exception {
        long user = USERS.incrementAndGet();
        new EmulatedUser(emulator(), user)
                .sendPhoto(PHOTO, Map.of("as", "photo", "language", "en", "caption", "x".repeat(201)));

        await().atMost(PATIENCE).until(() -> requests(user).size() == 1);
        await().atMost(PATIENCE).until(() -> values(Topics.CHAT_REPLIES, user).size() == 1);

        assertThat(codec.decode(Topics.PHOTO_REQUESTS, requests(user).getFirst())
                        .getText())
                .isNull();
        assertThat(codec.decode(
                                Topics.CHAT_REPLIES,
                                values(Topics.CHAT_REPLIES, user).getFirst())
                        .getText())
                .contains("201 characters, and 200 fit");
    }

    /** Telegram is asked for inline queries, too. */
    @Test
    void whatIsTypedInOtherChatsIsInKafkaAndMakesNobodyAUser() throws Exception {
        long user = USERS.incrementAndGet();
        String query = new EmulatorAdmin(emulator())
                .ask(
                        "POST",
                        "/admin/users/" + user + "/inline-queries",
                        Map.of("query", "cat", "chat_id", -7, "language", "ru"))
                .path("inline_query_id")
                .asText();

        await().atMost(PATIENCE).until(() -> values(Topics.INLINE_QUERIES, user).size() == 1);

        var queried = codec.decode(
                Topics.INLINE_QUERIES, values(Topics.INLINE_QUERIES, user).getFirst());
        assertThat(queried.getQueryId()).isEqualTo(query);
        assertThat(queried.getUserId()).isEqualTo(Ids.user(botId(), user));
        assertThat(queried.getWords()).isEqualTo("cat");
        assertThat(queried.getLanguage()).isEqualTo("ru");
        assertThat(count("select count(*) from users where id = ?", queried.getUserId()))
                .isZero();
    }

    @Test
    void whileKafkaIsAwayNothingIsConfirmedAndNothingIsLost() throws Exception {
        long user = USERS.incrementAndGet();
        LocalParts parts = LocalParts.shared(Set.of(PartKind.BROKER));
        parts.kill(PartKind.BROKER);
        new EmulatedUser(emulator(), user).sendPhoto(PHOTO, Map.of("as", "photo"));
        parts.restart(PartKind.BROKER);

        await().atMost(Duration.ofSeconds(80))
                .ignoreExceptions()
                .until(() -> requests(user).size() >= 1);

        Set<UUID> jobs = new HashSet<>();
        for (byte[] value : requests(user)) {
            jobs.add(codec.decode(Topics.PHOTO_REQUESTS, value).getJobId());
        }
        assertThat(jobs).as("published once or more, but one job").hasSize(1);
    }

    @Test
    void aButtonOfSomebodyElseDoesNothing() throws Exception {
        long owner = USERS.incrementAndGet();
        long other = USERS.incrementAndGet();
        int messageId = new EmulatedUser(emulator(), owner).sendPhoto(PHOTO, Map.of("as", "photo"));
        UUID jobId = Ids.jobOfMessage(botId(), owner, messageId);
        await().atMost(PATIENCE).until(() -> requests(owner).size() == 1);
        EmulatedUser stranger = new EmulatedUser(emulator(), other);
        int otherMessage = stranger.sendPhoto(PHOTO, Map.of("as", "photo"));

        stranger.press(otherMessage, new ButtonAction.Again(jobId, 1).callbackData());
        stranger.press(otherMessage, "nonsense");
        stranger.sendPhoto(PHOTO, Map.of("as", "photo"));

        await("both photos of the stranger, and no more")
                .atMost(PATIENCE)
                .until(() -> requests(other).size() == 2);
        assertThat(requests(owner)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"en, This sticker is deleted.", "ru, Этот стикер удалён."})
    void theButtonsOfADeletedStickerSayThatItIs(String language, String words) throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        int messageId = photoThatIsAskedFor(person, user, language);
        UUID jobId = Ids.jobOfMessage(botId(), user, messageId);
        assertThat(answer(person, messageId, new ButtonAction.AskText(jobId))).isNotEmpty();
        int said = values(Topics.CHAT_REPLIES, user).size();

        ButtonAction delete = new ButtonAction.Delete(jobId, 0);
        assertThat(answer(person, messageId, delete)).isEqualTo(answer(person, messageId, delete));

        var menu = new StickerMenu(jobId, StylePreset.NONE.id(), true, StickerMenu.Next.AGAIN, 1, null);
        for (ButtonAction old : List.of(
                new ButtonAction.Again(jobId, 1),
                new ButtonAction.ReadyMade(jobId, 1),
                new ButtonAction.Restyle(jobId, StylePreset.COMIC.id()),
                new ButtonAction.Outline(jobId, false),
                new ButtonAction.Reshape(jobId, StickerMode.CARD),
                new ButtonAction.AskText(jobId),
                new ButtonAction.ShowStyles(menu),
                new ButtonAction.ShowMenu(menu),
                new ButtonAction.AddToSet(jobId, 0))) {
            assertThat(answer(person, messageId, old)).as(old.toString()).startsWith(words);
            assertThat(answer(person, messageId, old)).as("once more: " + old).startsWith(words);
        }
        assertThat(values(Topics.CHAT_REPLIES, user))
                .as("the question for a text goes with its sticker; nothing else is said")
                .hasSize(said + 1);
        assertThat(codec.decode(
                                Topics.CHAT_REPLIES,
                                values(Topics.CHAT_REPLIES, user).getLast())
                        .getDeletesReplyId())
                .isNotNull();
        person.say("the text that was asked for", language);
        await("it is talk now")
                .atMost(PATIENCE)
                .until(() -> values(Topics.CHAT_REPLIES, user).size() == said + 2);

        assertThat(requests(user)).hasSize(1);
        assertThat(values(Topics.STYLE_SHEET_REQUESTS, user)).isEmpty();
        assertThat(values(Topics.SET_REQUESTS, user)).isEmpty();
        Set<UUID> commands = new HashSet<>();
        for (byte[] value : values(Topics.JOB_COMMANDS, user)) {
            commands.add(codec.decode(Topics.JOB_COMMANDS, value).getCommandId());
        }
        assertThat(commands).as("of both taps").hasSize(1);
    }

    @Test
    void aPressFromBeforeTheDeletionThatComesAgainIsStillItsJob() throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        int messageId = photoThatIsAskedFor(person, user, "en");
        UUID jobId = Ids.jobOfMessage(botId(), user, messageId);
        ButtonAction again = new ButtonAction.Again(jobId, 1);
        UUID next = Ids.jobOfButton(botId(), user, messageId, again.callbackData());
        String coming = answer(person, messageId, again);
        answer(person, messageId, new ButtonAction.Delete(jobId, 0));

        assertThat(answer(person, messageId, again)).isEqualTo(coming);
        assertThat(requests(user)).hasSize(3);
        assertThat(codec.decode(Topics.PHOTO_REQUESTS, requests(user).getLast()).getJobId())
                .isEqualTo(next);

        database.sql("update photo_requests set ended_at = now() where job_id = ?")
                .param(next)
                .update();
        assertThat(answer(person, messageId, again)).startsWith("This sticker is deleted.");
        assertThat(requests(user)).hasSize(3);
    }

    @Test
    void manyTextsOfOneChatAreHintedOnceAndWhatIsAskedForIsAnswered() throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        for (int i = 0; i < 50; i++) {
            person.say("forwarded " + i, "en");
        }
        person.say("/help", "en");

        await().atMost(PATIENCE)
                .until(() -> said(user).stream().anyMatch(text -> text.startsWith("Send me a photo, or")));
        assertThat(said(user)).hasSize(2).first().asString().startsWith("Send me a photo and");
    }

    private List<String> said(long chat) throws Exception {
        List<String> texts = new ArrayList<>();
        for (byte[] value : values(Topics.CHAT_REPLIES, chat)) {
            texts.add(codec.decode(Topics.CHAT_REPLIES, value).getText());
        }
        return texts;
    }

    @Test
    void twoPressesOfTextAtOnceLeaveOneStickerWaiting() throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        int first = photoThatIsAskedFor(person, user, "en");
        int second = person.sendPhoto(PHOTO, Map.of("as", "photo"));
        await().atMost(PATIENCE).until(() -> requests(user).size() == 2);
        List<PhotoRequest> asked = List.of(
                photoRequests.find(Ids.jobOfMessage(botId(), user, first)).orElseThrow(),
                photoRequests.find(Ids.jobOfMessage(botId(), user, second)).orElseThrow());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> sessions.expectText(asked.get(i % 2), UUID.randomUUID())))
                    .toList();
            for (var press : presses) {
                press.get();
            }
        }

        assertThat(count(
                        "select count(*) from sessions where user_id = ? and awaits_text_for is not null",
                        Ids.user(botId(), user)))
                .isOne();
        person.say("a text", "en");
        await().atMost(PATIENCE).until(() -> requests(user).size() == 3);
    }

    @Test
    void whatIsAskedOfSetsIsInKafkaWhenItIsAnswered() throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        int messageId = photoThatIsAskedFor(person, user, "ru");
        UUID jobId = Ids.jobOfMessage(botId(), user, messageId);
        UUID set = UUID.randomUUID();

        String added = answer(person, messageId, new ButtonAction.AddToSet(jobId, 0));
        String shown = answer(person, messageId, new SetAction.ShowSticker(set, 4).callbackData());
        answer(person, messageId, new SetAction.AskTitle(set).callbackData());
        person.say("Коты", "ru");
        person.say("/sets", "ru");
        await().atMost(PATIENCE).until(() -> values(Topics.SET_REQUESTS, user).size() == 4);

        assertThat(added).isNotEmpty();
        assertThat(shown).isEmpty();
        List<StickerSetRequested> asked = new ArrayList<>();
        for (byte[] value : values(Topics.SET_REQUESTS, user)) {
            asked.add(codec.decode(Topics.SET_REQUESTS, value));
        }
        assertThat(asked)
                .extracting(
                        StickerSetRequested::getKind,
                        StickerSetRequested::getSetId,
                        StickerSetRequested::getPart,
                        StickerSetRequested::getStickerId)
                .containsExactly(
                        tuple(StickerSetRequestKind.ADD, null, null, Ids.sticker(jobId, 0)),
                        tuple(StickerSetRequestKind.SHOW_STICKER, set, 4, null),
                        tuple(StickerSetRequestKind.RENAME, set, null, null),
                        tuple(StickerSetRequestKind.LIST, null, null, null));
        assertThat(asked.getFirst().getTitle()).endsWith(": стикеры");
        assertThat(asked.get(2).getTitle()).isEqualTo("Коты");
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.getUserId()).isEqualTo(Ids.user(botId(), user));
            assertThat(request.getTelegramUserId()).isEqualTo(user);
            assertThat(request.getLanguage()).isEqualTo("ru");
        });
    }

    @Test
    void aDeletionIsLearnedFromItsCommandToo() throws Exception {
        long user = USERS.incrementAndGet();
        EmulatedUser person = new EmulatedUser(emulator(), user);
        int messageId = photoThatIsAskedFor(person, user, "en");
        UUID jobId = Ids.jobOfMessage(botId(), user, messageId);

        var command = JobCommand.newBuilder()
                .setCommandId(UUID.randomUUID())
                .setKind(JobCommandKind.DELETE)
                .setJobId(jobId)
                .setUserId(Ids.user(botId(), user))
                .setChatId(user)
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        events.publish(Topics.JOB_COMMANDS, user, jobId, null, command);
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from photo_requests where job_id = ? and sticker_deleted_at is not null",
                                jobId)
                        == 1);

        assertThat(answer(person, messageId, new ButtonAction.Again(jobId, 1))).startsWith("This sticker is deleted.");
        assertThat(requests(user)).hasSize(1);
    }

    @Test
    void theNewerRequestWinsInTheSession() throws Exception {
        long user = USERS.incrementAndGet();
        int messageId = new EmulatedUser(emulator(), user).sendPhoto(PHOTO, Map.of("as", "photo"));
        UUID first = Ids.jobOfMessage(botId(), user, messageId);
        UUID session = Ids.session(first);
        await().atMost(PATIENCE).until(() -> count("select count(*) from sessions where id = ?", session) == 1);
        Instant t = Instant.parse("2026-01-01T00:00:00Z");

        stored(user, session, UUID.fromString("00000000-0000-0000-0000-00000000000b"), "path-b");
        delivered(user, session, UUID.fromString("00000000-0000-0000-0000-00000000000b"), "file-b", t.plusSeconds(10));
        await("the early path is not lost")
                .atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from sessions where id = ? and last_sticker_file_id = 'file-b'"
                                        + " and last_sticker_storage_path = 'path-b'",
                                session)
                        == 1);
        delivered(user, session, UUID.fromString("00000000-0000-0000-0000-00000000000a"), "file-a", t);
        stored(user, session, UUID.fromString("00000000-0000-0000-0000-00000000000a"), "path-a");
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from sessions where id = ? and early_path = 'path-a'", session) == 1);

        assertThat(count(
                        "select count(*) from sessions where id = ? and last_sticker_file_id = 'file-b'"
                                + " and last_sticker_storage_path = 'path-b'",
                        session))
                .isOne();
    }

    @Test
    void filesThatAreStoredBeforeTheirDeliveryKeepTheirPathsInAnyOrder() throws Exception {
        long user = USERS.incrementAndGet();
        int messageId = new EmulatedUser(emulator(), user).sendPhoto(PHOTO, Map.of("as", "photo"));
        UUID session = Ids.session(Ids.jobOfMessage(botId(), user, messageId));
        await().atMost(PATIENCE).until(() -> count("select count(*) from sessions where id = ?", session) == 1);
        Instant t = Instant.parse("2026-01-01T00:00:00Z");
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();

        stored(user, session, second, "path-2");
        stored(user, session, first, "path-1");
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from sessions where id = ? and early_path = 'path-1'", session) == 1);
        delivered(user, session, first, "file-1", t);
        delivered(user, session, second, "file-2", t.plusSeconds(1));

        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from sessions where id = ? and last_sticker_file_id = 'file-2'", session)
                                == 1);
        assertThat(count(
                        "select count(*) from sessions where id = ? and last_sticker_storage_path = 'path-2'", session))
                .isOne();
        assertThat(count("select count(*) from early_paths where session_id = ?", session))
                .isZero();
    }

    private void delivered(long chat, UUID session, UUID sticker, String file, Instant requestedAt) {
        var event = StickerDelivered.newBuilder()
                .setStickerId(sticker)
                .setJobId(UUID.randomUUID())
                .setSessionId(session)
                .setUserId(UUID.randomUUID())
                .setChatId(chat)
                .setTelegramFileId(file)
                .setTelegramFileUniqueId("u")
                .setTelegramMessageId(1)
                .setStep7Send(1)
                .setRequestedAt(requestedAt)
                .setReadyAt(requestedAt)
                .setDeliveredAt(requestedAt)
                .build();
        events.publish(Topics.STICKER_DELIVERED, chat, event.getJobId(), sticker, event);
    }

    private void stored(long chat, UUID session, UUID sticker, String path) {
        var event = StickerStored.newBuilder()
                .setStickerId(sticker)
                .setSessionId(session)
                .setUserId(UUID.randomUUID())
                .setChatId(chat)
                .setStorageKey(path)
                .setSizeBytes(1)
                .setStoredAt(Instant.now())
                .build();
        events.publish(Topics.STICKER_STORED, chat, null, sticker, event);
    }

    /** The message of a first photo, once Kafka has its request. */
    private int photoThatIsAskedFor(EmulatedUser person, long user, String language) throws Exception {
        int messageId = person.sendPhoto(PHOTO, Map.of("as", "photo", "language", language));
        await().atMost(PATIENCE).until(() -> requests(user).size() == 1);
        return messageId;
    }

    /** Presses the button; gives its answer, before which Kafka has all that the button asks for. */
    private static String answer(EmulatedUser person, int messageId, ButtonAction button) throws Exception {
        return answer(person, messageId, button.callbackData());
    }

    private static String answer(EmulatedUser person, int messageId, String data) throws Exception {
        String path = "/admin/callbacks/" + person.press(messageId, data);
        EmulatorAdmin admin = new EmulatorAdmin(emulator());
        await("the button is answered")
                .atMost(PATIENCE)
                .until(() -> admin.get(path).path("answered").asBoolean());
        return admin.get(path).path("text").asText("");
    }

    private List<byte[]> requests(long chat) {
        return values(Topics.PHOTO_REQUESTS, chat);
    }

    private <T extends SpecificRecord> List<byte[]> values(Topic<T> topic, long chat) {
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.get("spring.kafka.bootstrap-servers"),
                        "default.api.timeout.ms",
                        5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            List<byte[]> values = new ArrayList<>();
            while (end.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (new String(record.key(), UTF_8).equals(Long.toString(chat))) {
                        values.add(record.value());
                    }
                });
            }
            return values;
        }
    }

    private long count(String sql, UUID id) {
        return database.sql(sql).param(id).query(Long.class).single();
    }

    private static String emulator() {
        return settings.get("stickermill.telegram.base-url");
    }

    private static long botId() {
        String token = settings.get("stickermill.telegram.token");
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }
}
