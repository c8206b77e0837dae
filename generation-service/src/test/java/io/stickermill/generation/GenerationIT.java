package io.stickermill.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SheetSize;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.generation.job.ReadyMadeSweep;
import io.stickermill.generation.maker.ColouredSheet;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.child.ChildCommand;
import io.stickermill.generation.maker.child.ObedientChild;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PackSheetRequested;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Generation on the real broker, registry, database and storage, fetching from the Bot API emulator. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(
        classes = {GenerationApplication.class, GenerationIT.ObedientChildren.class},
        webEnvironment = WebEnvironment.DEFINED_PORT)
class GenerationIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicLong USERS = new AtomicLong(100);

    private static Map<String, String> settings;

    @Autowired
    private EventPublisher events;

    @Autowired
    private EventCodec codec;

    @Autowired
    private KafkaTemplate<byte[], byte[]> kafka;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ReadyMadeSweep sweep;

    private final long chat = USERS.incrementAndGet();

    @TestConfiguration
    static class ObedientChildren {

        @Bean
        @Primary
        ChildCommand obedientChild() {
            return ObedientChild.command();
        }
    }

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("generation");
        settings.forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void aRequestThatComesTwiceGivesOneSticker() throws Exception {
        PhotoRequested request = request(fileId(Files.readAllBytes(photo("cup-600.jpg"))));

        publish(request);
        publish(request);

        await().atMost(PATIENCE).until(() -> values(Topics.STICKER_READY).size() == 1);
        var ready =
                codec.decode(Topics.STICKER_READY, values(Topics.STICKER_READY).getFirst());
        assertThat(ready.getStickerId()).isEqualTo(Ids.sticker(request.getJobId(), 0));
        byte[] file = new byte[ready.getSticker().remaining()];
        ready.getSticker().get(file);
        assertThat(new String(file, 8, 4, ISO_8859_1)).isEqualTo("WEBP");
        assertThat(Math.max(ready.getWidth(), ready.getHeight())).isEqualTo(512);
        assertThat(ready.getStepMs()).containsOnlyKeys("fetch", "decode", "cut_out", "outline", "encode");
        // The repetition has been looked at once a later request of the same chat is done.
        publish(request(fileId(Files.readAllBytes(photo("cat-451.jpg")))));
        await().atMost(PATIENCE).until(() -> values(Topics.STICKER_READY).size() == 2);
        assertThat(values(Topics.GENERATION_FAILED)).isEmpty();
    }

    @Test
    void aDamagedImageFailsWithItsReasonAndTheNextOneWorks() throws Exception {
        publish(request(fileId("no image at all".getBytes(UTF_8))));
        publish(request("AgACAgIAAx-no-such-file"));
        publish(request(fileId(Files.readAllBytes(photo("cat-451.jpg")))));

        await().atMost(PATIENCE).until(() -> values(Topics.STICKER_READY).size() == 1);
        List<GenerationFailure> reasons = new ArrayList<>();
        for (byte[] value : values(Topics.GENERATION_FAILED)) {
            reasons.add(codec.decode(Topics.GENERATION_FAILED, value).getReason());
        }
        assertThat(reasons).hasSize(2).last().isEqualTo(GenerationFailure.FILE_GONE);
        assertThat(reasons.getFirst()).isIn(GenerationFailure.UNSUPPORTED_FORMAT, GenerationFailure.UNREADABLE_IMAGE);
    }

    /** More than a chat may have that are made and not sent: of a pack none is sent before all are made. */
    @Test
    void aPackOfAnySizeIsMadeThoughNoneOfItsStickersIsSent() throws Exception {
        String file = fileId(Files.readAllBytes(photo("cat-451.jpg")));
        UUID pack = UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            publish(PhotoRequested.newBuilder(request(file))
                    .setPackBatchId(pack)
                    .setPackIndex(i)
                    .build());
        }

        await().atMost(PATIENCE).until(() -> ready().size() == 10);
        assertThat(ready()).extracting(StickerReady::getPackIndex).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void poisonEndsItsJobAndStopsNobody() throws Exception {
        UUID jobId = UUID.randomUUID();
        var poison = new ProducerRecord<>(
                Topics.PHOTO_REQUESTS.name(), Long.toString(chat).getBytes(UTF_8), new byte[] {1, 2, 3});
        poison.headers().add(EventHeaders.JOB_ID, jobId.toString().getBytes(UTF_8));

        kafka.send(poison).get();
        publish(request(fileId(Files.readAllBytes(photo("cat-451.jpg")))));

        await().atMost(PATIENCE).until(() -> values(Topics.STICKER_READY).size() == 1);
        await().atMost(PATIENCE).until(() -> values(Topics.GENERATION_FAILED).size() == 1);
        var failed = codec.decode(
                Topics.GENERATION_FAILED, values(Topics.GENERATION_FAILED).getFirst());
        assertThat(failed.getJobId()).isEqualTo(jobId);
        assertThat(failed.getDeadLettered()).isTrue();
        assertThat(values("generation.dlt")).containsExactly(new byte[] {1, 2, 3});
    }

    /** As the picture did that once restarted generation for ever: its first attempt is repeated once, alone. */
    @Test
    void aPhotoThatEndsItsMakerTwiceIsRefusedWithADeadLetterAndHurtsNobody() throws Exception {
        byte[] cat = Files.readAllBytes(photo("cat-451.jpg"));
        PhotoRequested bad = request(fileId(ObedientChild.crashing(cat)));
        publish(bad);
        publish(request(fileId(cat)));

        await().atMost(PATIENCE).until(() -> values(Topics.GENERATION_FAILED).size() == 1);
        await().atMost(PATIENCE).until(() -> ready().size() == 1);
        var failed = codec.decode(
                Topics.GENERATION_FAILED, values(Topics.GENERATION_FAILED).getFirst());
        assertThat(failed.getJobId()).isEqualTo(bad.getJobId());
        assertThat(failed.getReason()).isEqualTo(GenerationFailure.MAKER_ENDED);
        assertThat(failed.getDetail()).containsAnyOf("SIGSEGV", "signal 11");
        assertThat(failed.getDeadLettered()).isTrue();
        assertThat(values("generation.dlt")).hasSize(1);
        assertThat(attempts(bad)).isEqualTo(2);
    }

    @Test
    void aVeryThinPictureHasAnAnswer() throws Exception {
        var cup = ImageIO.read(photo("cup-600.jpg").toFile());
        var thin = new BufferedImage(2000, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = thin.createGraphics();
        brush.drawImage(cup, 0, 0, 2000, 32, null);
        brush.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(thin, "jpg", file);
        publish(request(fileId(file.toByteArray())));
        publish(request(fileId(Files.readAllBytes(photo("cat-451.jpg")))));

        await().atMost(PATIENCE)
                .until(() -> ready().size() + values(Topics.GENERATION_FAILED).size() == 2);
        assertThat(ready()).as("the cat").isNotEmpty();
    }

    /** An instance that was frozen for longer than its lease wakes up when another has its job. */
    @Test
    void whoLostItsClaimPublishesNothing(@TempDir Path folder) throws Exception {
        Path gate = folder.resolve("gate");
        byte[] cat = Files.readAllBytes(photo("cat-451.jpg"));
        PhotoRequested request = request(fileId(ObedientChild.waitingFor(gate, cat)));
        publish(request);
        publish(request(fileId(cat)));
        await().atMost(PATIENCE).until(() -> attempts(request) == 1);

        database.sql("update generations set claim_token = gen_random_uuid(), lease_until = now() + interval '3 s'"
                        + " where id = ?")
                .param(request.getJobId())
                .update();
        Files.createFile(gate);

        await().atMost(PATIENCE).until(() -> ready().size() == 2);
        assertThat(ready()).extracting(StickerReady::getJobId).doesNotHaveDuplicates();
        assertThat(attempts(request)).as("taken over").isEqualTo(2);
    }

    private int attempts(PhotoRequested request) {
        return database.sql("select attempts from generations where id = ?")
                .param(request.getJobId())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    @Test
    void cutOutsBesideAnUnsureOneServeWhoWantsAnotherUntilTheirDayIsOver() throws Exception {
        PhotoRequested first = request(fileId(Files.readAllBytes(photo("rocket-640.jpg"))));
        publish(first);
        await().atMost(PATIENCE).until(() -> ready().size() == 1);
        List<String> keys = ready().getFirst().getOtherChoices();
        assertThat(keys).isNotEmpty().first().isEqualTo("candidates/" + first.getJobId() + "/1.webp");
        await().atMost(PATIENCE)
                .until(() -> keys.stream().allMatch(key -> storage.size(key).isPresent()));
        byte[] other = storage.get(keys.getFirst()).orElseThrow();

        PhotoRequested second = another(first);
        publish(second);
        await().atMost(PATIENCE).until(() -> ready().size() == 2);
        StickerReady served = ready().stream()
                .filter(ready -> ready.getJobId().equals(second.getJobId()))
                .findFirst()
                .orElseThrow();
        assertThat(served.getStepMs()).as("nothing was made").containsOnlyKeys("fetch");
        assertThat(bytes(served)).isEqualTo(other);
        assertThat(served.getOtherChoices()).isEqualTo(keys.subList(1, keys.size()));

        database.sql("update ready_made_stickers set expires_at = now() - interval '1 minute'")
                .update();
        sweep.sweep();
        assertThat(keys).allMatch(key -> storage.size(key).isEmpty());
        assertThat(database.sql("select count(*) from ready_made_stickers")
                        .query(Long.class)
                        .single())
                .isZero();
        PhotoRequested third = another(first);
        publish(third);
        await().atMost(PATIENCE).until(() -> ready().size() == 3);
        StickerReady anew = ready().stream()
                .filter(ready -> ready.getJobId().equals(third.getJobId()))
                .findFirst()
                .orElseThrow();
        assertThat(anew.getStepMs()).as("made anew").containsKey("cut_out");
        assertThat(bytes(anew)).as("and the same").isEqualTo(other);
    }

    @Test
    void aSheetIsShownWithNumbersAndEachNumberIsItsDrawing() throws Exception {
        String sheet = fileId(ColouredSheet.file());
        PackSheetRequested request = sheetRequest(sheet);

        events.publish(Topics.PACK_SHEET_REQUESTS, chat, null, null, request);
        PhotoRequested cell = PhotoRequested.newBuilder(request(sheet))
                .setSheetCell(6)
                .setMode(StickerMode.CARD)
                .build();
        publish(cell);
        PhotoRequested beyond =
                PhotoRequested.newBuilder(request(sheet)).setSheetCell(8).build();
        publish(beyond);

        await().atMost(PATIENCE).until(() -> replies().size() == 1);
        ChatReply preview = replies().getFirst();
        assertThat(preview.getKind()).isEqualTo(ChatReplyKind.PHOTO);
        assertThat(preview.getReplyId()).isEqualTo(Ids.reply(request.getRequestId(), "preview"));
        assertThat(preview.getText()).isEqualTo("8 drawings. Tap the numbers that you don't want, then make the set.");
        assertThat(preview.getOwed()).isTrue();
        assertThat(preview.getKeyboard()).isNull();
        assertThat(preview.getReplyToMessageId()).isEqualTo(17);
        assertThat(preview.getButtons()).hasSize(9);
        assertThat(preview.getButtons().get(7).getRow()).isEqualTo(2);
        assertThat(SetAction.parse(preview.getButtons().get(7).getData()))
                .contains(new SetAction.SheetCell(request.getRequestId(), new SheetSize(8, 3), 7));
        assertThat(SetAction.parse(preview.getButtons().getLast().getData()))
                .contains(new SetAction.MakeSheet(request.getRequestId(), new SheetSize(8, 3)));
        String key = preview.getPhotoStorageKey();
        assertThat(Pixels.decoded(storage.get(key).orElseThrow()).width()).isEqualTo(910);
        await().atMost(PATIENCE).until(() -> ready().size() == 1);
        assertThat(ready().getFirst().getJobId()).isEqualTo(cell.getJobId());
        assertThat(ColouredSheet.colourOf(bytes(ready().getFirst()))).isEqualTo(6);
        await().atMost(PATIENCE).until(() -> values(Topics.GENERATION_FAILED).size() == 1);
        var failed = codec.decode(
                Topics.GENERATION_FAILED, values(Topics.GENERATION_FAILED).getFirst());
        assertThat(failed.getJobId()).isEqualTo(beyond.getJobId());
        assertThat(failed.getReason()).isEqualTo(GenerationFailure.NO_SUCH_DRAWING);

        database.sql("update style_sheets set expires_at = now() - interval '1 minute'")
                .update();
        sweep.sweep();
        assertThat(storage.size(key)).as("its day is over").isEmpty();
    }

    @Test
    void aSheetThatIsNoneIsAnsweredByWhatIsWrongWithIt() throws Exception {
        byte[] cup = Files.readAllBytes(photo("cup-600.jpg"));
        List<String> sheets = List.of(
                fileId(cup),
                fileId("no picture".getBytes(UTF_8)),
                "AgACAgIAAx-no-such-file",
                fileId(ObedientChild.crashing(ColouredSheet.file())));
        for (String sheet : sheets) {
            events.publish(Topics.PACK_SHEET_REQUESTS, chat, null, null, sheetRequest(sheet));
        }

        await().atMost(PATIENCE).until(() -> replies().size() == sheets.size());
        assertThat(replies())
                .allMatch(reply -> reply.getKind() == ChatReplyKind.TEXT
                        && reply.getOwed()
                        && reply.getButtons().isEmpty()
                        && reply.getReplyToMessageId() == 17)
                .extracting(reply -> reply.getText().split("\\. ", -1)[0])
                .containsExactlyInAnyOrder(
                        "I can't tell the drawings from what is behind them",
                        "I can't read this picture",
                        "Telegram no longer has this picture",
                        "Something broke while I looked at this sheet");
    }

    private PackSheetRequested sheetRequest(String fileId) {
        return PackSheetRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setUserId(Ids.user(1, chat))
                .setTelegramUserId(chat)
                .setChatId(chat)
                .setMessageId(17)
                .setPhotoFileId(fileId)
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private List<ChatReply> replies() throws Exception {
        List<ChatReply> replies = new ArrayList<>();
        for (byte[] value : values(Topics.CHAT_REPLIES)) {
            replies.add(codec.decode(Topics.CHAT_REPLIES, value));
        }
        return replies;
    }

    private PhotoRequested another(PhotoRequested first) {
        PhotoRequested request = request(first.getPhotoFileId());
        return PhotoRequested.newBuilder(request)
                .setVariant(1)
                .setReadyMadeOf(first.getJobId())
                .build();
    }

    private List<StickerReady> ready() throws Exception {
        List<StickerReady> ready = new ArrayList<>();
        for (byte[] value : values(Topics.STICKER_READY)) {
            ready.add(codec.decode(Topics.STICKER_READY, value));
        }
        return ready;
    }

    private static byte[] bytes(StickerReady ready) {
        byte[] file = new byte[ready.getSticker().remaining()];
        ready.getSticker().duplicate().get(file);
        return file;
    }

    private void publish(PhotoRequested request) {
        events.publish(Topics.PHOTO_REQUESTS, chat, request.getJobId(), null, request);
    }

    private PhotoRequested request(String fileId) {
        UUID jobId = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return PhotoRequested.newBuilder()
                .setJobId(jobId)
                .setSessionId(Ids.session(jobId))
                .setUserId(Ids.user(1, chat))
                .setBotId(1)
                .setChatId(chat)
                .setTelegramUserId(chat)
                .setPhotoFileId(fileId)
                .setRequestedAt(now)
                .setReceivedAt(now)
                .build();
    }

    /** Sends a photo as a user; gives the file id by which the bot can fetch it. */
    private String fileId(byte[] file) throws Exception {
        EmulatedUser user = new EmulatedUser(settings.get("stickermill.telegram.base-url"), chat);
        int messageId = user.sendPhoto(file, Map.of("as", "document", "filename", "photo.jpg"));
        return user.events(0, Duration.ZERO).events().stream()
                .filter(event -> event.message().path("message_id").asInt() == messageId)
                .map(event -> event.message().path("document").path("file_id").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Path photo(String name) {
        return Path.of(System.getProperty("stickermill.root")).resolve("photos").resolve(name);
    }

    private List<byte[]> values(Topic<?> topic) {
        return values(topic.name());
    }

    private List<byte[]> values(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.get("spring.kafka.bootstrap-servers")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
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
}
