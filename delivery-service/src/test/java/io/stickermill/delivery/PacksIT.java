package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GivenSticker;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerSetChanged;
import io.stickermill.schemas.StickerSetPart;
import io.stickermill.schemas.StickerSetPartState;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.StickerSetState;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Packs of photos that become sets of their own, as the gateway and generation tell of them. */
@TestPropertySource(properties = "stickermill.limits.set-burst=0")
class PacksIT extends DeliveryOnParts {

    @Autowired
    TopicScan topics;

    private Chat chat;
    private final UUID pack = UUID.randomUUID();

    @BeforeEach
    void someone() throws Exception {
        // At Telegram's pace the large pack takes more than a minute.
        admin().ask("PUT", "/admin/limits", Map.of("set_per_second", 0));
        chat = chat();
    }

    @AfterEach
    void itsPace() throws Exception {
        admin().ask("PUT", "/admin/limits", Map.of("set_per_second", 1));
    }

    /** I13: a finished pack has exactly its parts in its set, each once, in order; a part that could not be made is named. */
    @Test
    void aPackHasItsPartsInOrderAndNamesWhatFailed() throws Exception {
        List<StickerReady> parts = parts(5);
        begin();
        parts.forEach(this::request);
        parts.subList(0, 3).reversed().forEach(this::made);
        fail(parts.get(3));
        awaitSaid("4 ready");
        end(5);
        awaitSaid("4 of 5");
        made(parts.get(4));

        awaitSaid("is ready: 4 of 5.");
        JsonNode set = sets().getFirst();
        assertThat(set.path("title").asText()).isEqualTo("Cats");
        assertThat(set.path("stickers")).hasSize(4);
        assertThat(sets()).hasSize(1);
        assertThat(texts(chat).getLast())
                .contains("t.me/addstickers/" + set.path("name").asText())
                .contains("4: This image is too small");
        awaitNoProgress();
        assertThat(chat.user().fromBot().stream().filter(message -> message.has("sticker")))
                .as("no part comes into the chat")
                .isEmpty();
        assertThat(delivered()).extracting(StickerDelivered::getPackIndex).containsExactly(0, 1, 2, 4);
        assertThat(delivered())
                .extracting(StickerDelivered::getPictureJobId, StickerDelivered::getPictureCost)
                .containsOnly(tuple(pack, "0.04"));
        assertThat(delivered()).extracting(StickerDelivered::getTelegramFileId).containsExactlyElementsOf(fileIds(set));
        assertThat(delivered())
                .extracting(StickerDelivered::getStickerSetName)
                .containsOnly(set.path("name").asText());
    }

    @Test
    void whatWasCutOffGoesOnAndIsThereOnce() throws Exception {
        faults(List.of(
                cut("uploadStickerFile"),
                cut("createNewStickerSet"),
                cut("getStickerSet"),
                flood("createNewStickerSet")));
        List<StickerReady> parts = parts(3);
        begin();
        parts.forEach(this::request);
        parts.forEach(this::made);
        end(3);

        awaitSaid("is ready: 3 of 3.");
        assertThat(sets()).hasSize(1);
        assertThat(sets().getFirst().path("stickers")).hasSize(3);
        // Everything that was said of it comes once more.
        parts.forEach(this::request);
        parts.forEach(this::made);
        begin();
        end(3);
        Chat other = chat();
        UUID others = UUID.randomUUID();
        publish(others, other, StickerSetRequestKind.PACK_BEGUN, null);
        publish(others, other, StickerSetRequestKind.PACK_ENDED, 0);
        await("a pack of nothing")
                .atMost(PATIENCE)
                .until(() -> texts(other).stream().anyMatch(text -> text.startsWith("None of the photos")));
        assertThat(sets()).hasSize(1);
        assertThat(sets().getFirst().path("stickers")).hasSize(3);
    }

    /** Somebody may have paid for it: who waits for the end of its job hears of one, whatever kept it from its set. */
    @Test
    void theJobOfAPartThatTelegramDoesNotTakeEnds() throws Exception {
        faults(List.of(refusal("uploadStickerFile"), refusal("createNewStickerSet")));
        List<StickerReady> parts = parts(3);
        begin();
        parts.forEach(this::request);
        parts.forEach(this::made);
        end(3);

        await("ends").atMost(PATIENCE).until(() -> refused().size() == 3);
        assertThat(refused())
                .containsExactlyInAnyOrderElementsOf(
                        parts.stream().map(StickerReady::getJobId).toList());
        assertThat(delivered()).isEmpty();
    }

    private Set<UUID> refused() {
        Set<UUID> found = new HashSet<>();
        topics.read(Topics.DELIVERY_FAILED, Instant.EPOCH, record -> {
            if (record.value().getChatId() == chat.id()) {
                assertThat(record.value().getReason()).isEqualTo(DeliveryFailure.REFUSED);
                found.add(record.value().getJobId());
            }
        });
        return found;
    }

    /** As chaos makes it of a part of a pack: a job that no photo has. */
    @Test
    void aStickerThatNobodyAskedForHoldsUpNoPack() throws Exception {
        List<StickerReady> parts = parts(2);
        begin();
        request(parts.getFirst());
        made(StickerReady.newBuilder(parts.get(1)).setJobId(UUID.randomUUID()).build());
        made(parts.getFirst());
        end(1);

        awaitSaid("is ready: 1 of 1.");
        assertThat(sets().getFirst().path("stickers")).hasSize(1);
    }

    /** 130 photos: 50 at once, 70 one by one, 10 in a second set. */
    @Test
    void aPackThatIsLargerThanASetGoesOnInASecond() throws Exception {
        admin().ask("PUT", "/admin/sticker-set-lag", Map.of("ms", 0));
        try {
            List<StickerReady> parts = parts(130);
            List<StickerReady> anyOrder = new ArrayList<>(parts);
            Collections.shuffle(anyOrder, new Random(7));
            begin();
            parts.forEach(this::request);
            end(130);
            anyOrder.forEach(this::made);

            await("the pack")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> texts(chat).stream().anyMatch(text -> text.contains("is ready: 130 of 130.")));
            assertThat(sets()).extracting(set -> set.path("title").asText()).containsExactly("Cats 2", "Cats");
            assertThat(sets().get(1).path("stickers")).hasSize(120);
            assertThat(sets().get(0).path("stickers")).hasSize(10);
            List<String> all = new ArrayList<>(fileIds(sets().get(1)));
            all.addAll(fileIds(sets().get(0)));
            assertThat(delivered())
                    .extracting(StickerDelivered::getTelegramFileId)
                    .containsExactlyElementsOf(all);
        } finally {
            admin().ask("PUT", "/admin/sticker-set-lag", Map.of("ms", 500));
        }
    }

    /** What can't be had is named, one bad file spoils nothing, and who shows sets hears of all of it. */
    @Test
    void aSetOfStickersThatThereAreHasThoseThatCanBeHad() throws Exception {
        begin();
        List<StickerReady> first = parts(3);
        first.forEach(this::request);
        first.forEach(this::made);
        end(3);
        awaitSaid("is ready: 3 of 3.");
        List<String> files = fileIds(sets().getFirst());
        UUID other = UUID.randomUUID();
        UUID unknown = UUID.randomUUID();
        UUID bad = UUID.randomUUID();
        var made = asked(other, StickerSetRequestKind.MAKE)
                .setTitle("Again")
                .setStickers(List.of(
                        new GivenSticker(bad, "no-file-of-ours", null),
                        new GivenSticker(first.get(2).getStickerId(), files.get(2), "🐱"),
                        new GivenSticker(unknown, null, null),
                        new GivenSticker(first.get(0).getStickerId(), files.get(0), null)));
        publish(made);

        awaitSaid("is ready: 2 of 4.");
        assertThat(texts(chat).getLast()).contains("\n3: ").contains("\n1: ");
        JsonNode set = sets().getFirst();
        assertThat(set.path("title").asText()).isEqualTo("Again");
        assertThat(fileIds(set)).containsExactly(files.get(2), files.get(0));
        assertThat(set.path("stickers").get(0).path("emoji").asText()).isEqualTo("🐱");
        publish(made);
        StickerSetChanged told = told(Ids.setOfPack(other, 1));
        assertThat(told.getState()).isEqualTo(StickerSetState.OPEN);
        assertThat(told.getName()).isEqualTo(set.path("name").asText());
        assertThat(told.getParts())
                .extracting(StickerSetPart::getState)
                .containsExactly(StickerSetPartState.IN, StickerSetPartState.IN, StickerSetPartState.FAILED);
        assertThat(told.getParts())
                .extracting(StickerSetPart::getStickerId)
                .containsExactly(first.get(2).getStickerId(), first.get(0).getStickerId(), bad);
        assertThat(told(Ids.setOfPack(pack, 1)).getParts())
                .extracting(StickerSetPart::getJobId)
                .containsExactlyElementsOf(
                        first.stream().map(StickerReady::getJobId).toList());
    }

    /** It comes from another topic: who has a backlog of both may read it first. */
    @Test
    void aFailureThatIsReadBeforeItsRequestCounts() throws Exception {
        begin();
        List<StickerReady> parts = parts(2);
        fail(parts.get(1));
        Thread.sleep(2000);

        parts.forEach(this::request);
        made(parts.getFirst());
        end(2);

        awaitSaid("is ready: 1 of 2.");
    }

    /** A program's change is said to nobody; what came of it is told with the set. */
    @Test
    void anOrderAndATitleAreChangedQuietly() throws Exception {
        begin();
        List<StickerReady> parts = parts(5);
        parts.forEach(this::request);
        parts.forEach(this::made);
        end(5);
        awaitSaid("is ready: 5 of 5.");
        awaitNoProgress();
        List<String> texts = texts(chat);
        List<String> files = fileIds(sets().getFirst());
        UUID set = Ids.setOfPack(pack, 1);
        var numbers =
                told(set).getParts().stream().map(StickerSetPart::getNumber).toList();

        publish(quiet(set, StickerSetRequestKind.ORDER)
                .setOrder(List.of(numbers.get(4), numbers.get(1), numbers.get(0))));
        publish(quiet(set, StickerSetRequestKind.RENAME).setTitle("Dogs"));

        await("title")
                .atMost(PATIENCE)
                .until(() -> sets().getFirst().path("title").asText().equals("Dogs"));
        assertThat(fileIds(sets().getFirst()))
                .containsExactly(files.get(4), files.get(1), files.get(0), files.get(2), files.get(3));
        await("told").atMost(PATIENCE).until(() -> told(set).getTitle().equals("Dogs"));
        assertThat(told(set).getParts())
                .extracting(StickerSetPart::getNumber)
                .containsExactly(numbers.get(4), numbers.get(1), numbers.get(0), numbers.get(2), numbers.get(3));
        var late = quiet(UUID.randomUUID(), StickerSetRequestKind.RENAME).setTitle("Nobody's");
        publish(late);
        var gone = quiet(set, StickerSetRequestKind.DELETE).setConfirmed(true);
        publish(gone);
        await("deleted").atMost(PATIENCE).until(() -> told(set).getState() == StickerSetState.DELETED);
        var refused = quiet(set, StickerSetRequestKind.RENAME).setTitle("Cats again");
        publish(refused);
        await("refused").atMost(PATIENCE).until(() -> told(set).getRefusal() != null);
        assertThat(told(set).getRefusal()).isEqualTo("set_gone");
        assertThat(told(set).getRefusedRequestId()).isEqualTo(refused.getRequestId());
        assertThat(texts(chat)).isEqualTo(texts);
    }

    private StickerSetRequested.Builder quiet(UUID setId, StickerSetRequestKind kind) {
        return asked(setId, kind).setRequestId(UUID.randomUUID()).setQuiet(true);
    }

    private StickerSetRequested.Builder asked(UUID setId, StickerSetRequestKind kind) {
        return StickerSetRequested.newBuilder()
                .setRequestId(Ids.reply(setId, kind.name()))
                .setKind(kind)
                .setSetId(setId)
                .setUserId(Ids.user(1, chat.id()))
                .setTelegramUserId(chat.id())
                .setChatId(chat.id())
                .setRequestedAt(Instant.now());
    }

    private void publish(StickerSetRequested.Builder asked) {
        events.publish(Topics.SET_REQUESTS, chat.id(), null, null, asked.build());
    }

    /** What was told of a set last. */
    private StickerSetChanged told(UUID setId) {
        List<StickerSetChanged> found = new ArrayList<>();
        topics.read(Topics.SET_CHANGES, Instant.EPOCH, record -> {
            if (record.value().getSetId().equals(setId)) {
                found.add(record.value());
            }
        });
        return found.getLast();
    }

    private List<StickerReady> parts(int count) throws Exception {
        List<StickerReady> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(StickerReady.newBuilder(chat.ready(Instant.now()))
                    .setPackBatchId(pack)
                    .setPackIndex(i)
                    .setPictureJobId(pack)
                    .setPictureCost("0.04")
                    .build());
        }
        return parts;
    }

    private void begin() {
        publish(pack, chat, StickerSetRequestKind.PACK_BEGUN, null);
    }

    private void end(int parts) {
        publish(pack, chat, StickerSetRequestKind.PACK_ENDED, parts);
    }

    private void publish(UUID packId, Chat where, StickerSetRequestKind kind, Integer parts) {
        var asked = StickerSetRequested.newBuilder()
                .setRequestId(Ids.reply(packId, kind.name()))
                .setKind(kind)
                .setSetId(packId)
                .setTitle("Cats")
                .setParts(parts)
                .setUserId(Ids.user(1, where.id()))
                .setTelegramUserId(where.id())
                .setChatId(where.id())
                .setRequestedAt(Instant.now())
                .build();
        events.publish(Topics.SET_REQUESTS, where.id(), null, null, asked);
    }

    private void request(StickerReady part) {
        var photo = PhotoRequested.newBuilder()
                .setJobId(part.getJobId())
                .setSessionId(part.getSessionId())
                .setPackBatchId(pack)
                .setPackIndex(part.getPackIndex())
                .setUserId(part.getUserId())
                .setBotId(1)
                .setChatId(chat.id())
                .setTelegramUserId(chat.id())
                .setPhotoFileId("photo")
                .setRequestedAt(part.getRequestedAt())
                .setReceivedAt(part.getReceivedAt())
                .build();
        events.publish(Topics.PHOTO_REQUESTS, chat.id(), part.getJobId(), null, photo);
    }

    private void made(StickerReady part) {
        chat.publish(part);
    }

    private void fail(StickerReady part) {
        var failed = GenerationFailed.newBuilder()
                .setJobId(part.getJobId())
                .setPackBatchId(pack)
                .setPackIndex(part.getPackIndex())
                .setChatId(chat.id())
                .setReason(GenerationFailure.TOO_SMALL)
                .setFailedAt(Instant.now())
                .build();
        events.publish(Topics.GENERATION_FAILED, chat.id(), part.getJobId(), null, failed);
    }

    /** What was told of the pack's parts, by their places. */
    private List<StickerDelivered> delivered() {
        List<StickerDelivered> found = new ArrayList<>();
        topics.read(Topics.STICKER_DELIVERED, Instant.EPOCH, record -> {
            if (pack.equals(record.value().getPackBatchId())) {
                found.add(record.value());
            }
        });
        found.sort(Comparator.comparing(StickerDelivered::getPackIndex));
        return found;
    }

    private List<JsonNode> sets() throws Exception {
        return admin().get("/admin/users/" + chat.id() + "/sticker-sets")
                .valueStream()
                .toList();
    }

    /** It goes a moment after the last word has come. */
    private void awaitNoProgress() {
        await("no message of progress stays")
                .atMost(PATIENCE)
                .until(() -> texts(chat).stream().noneMatch(text -> text.contains("...")));
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

    private static Map<String, Object> cut(String method) {
        return Map.of("method", method, "times", 1, "action", "close_after");
    }

    private static Map<String, Object> refusal(String method) {
        return Map.of("method", method, "times", 1, "action", "status", "status", 400);
    }

    private static Map<String, Object> flood(String method) {
        return Map.of("method", method, "times", 1, "action", "status", "status", 429, "retry_after", 2);
    }
}
