package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StarInvoice;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What delivery does with its topics' records, seen from the chats. */
class DeliveryIT extends DeliveryOnParts {

    @Autowired
    private ObjectStorage storage;

    @Test
    void oneEventIsSentOnceAndStoredOnceHoweverOftenItComes() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        for (int i = 0; i < 3; i++) {
            chat.publish(ready);
        }

        awaitStickers(chat, 1);
        String key = StorageKeys.sticker(
                ready.getUserId(), ready.getSessionId(), ready.getRequestedAt(), ready.getStickerId());
        await().atMost(PATIENCE).until(() -> storage.size(key).isPresent());
        awaitState(ready, "done");
        // A later sticker of the same chat comes after all repetitions of the first.
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 2);
        assertThat(unknownOutcomes(ready)).isZero();
    }

    @Test
    void storageDoesNotWaitForTelegram() throws Exception {
        faults(List.of(Map.of("method", "sendSticker", "delay_ms", 2000)));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        await().atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from uploads where id = ? and state = 'done'")
                                .param(ready.getStickerId())
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(chat.user().fromBot()).as("stored, and not sent yet").noneMatch(message -> message.has("sticker"));
        awaitStickers(chat, 1);
    }

    @Test
    void tooManyRequestsIsObeyedAndNothingIsLost() throws Exception {
        faults(List.of(Map.of(
                "method",
                "sendSticker",
                "times",
                1,
                "action",
                "status",
                "status",
                429,
                "description",
                "Too Many Requests: retry after 1",
                "retry_after",
                1)));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        awaitStickers(chat, 1);
        assertThat(unknownOutcomes(ready)).isZero();
    }

    @Test
    void anAnswerThatNeverComesIsCountedAndSentAgain() throws Exception {
        faults(List.of(Map.of("method", "sendSticker", "times", 1, "action", "close_after")));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        awaitStickers(chat, 2);
        awaitState(ready, "done");
        assertThat(unknownOutcomes(ready)).isOne();
    }

    @Test
    void aUserWhoBlockedTheBotIsAnEndAndOthersGoOn() throws Exception {
        Chat blocked = chat();
        Chat other = chat();
        blocked.user().block(true);
        StickerReady ready = blocked.ready(Instant.now());

        blocked.publish(ready);
        other.publish(other.ready(Instant.now()));

        awaitStickers(other, 1);
        awaitState(ready, "failed");
        assertThat(failure(ready)).startsWith("BLOCKED");
    }

    @Test
    void aChatThatShutItsDoorIsNotTriedAgainUntilItAsks() throws Exception {
        Chat chat = chat();
        StickerReady asked = chat.ready(Instant.now());
        StickerReady askedToo = chat.ready(Instant.now());
        chat.user().block(true);
        chat.publish(asked);
        awaitState(asked, "failed");
        chat.user().block(false);

        chat.publish(askedToo);

        awaitState(askedToo, "failed");
        assertThat(failure(askedToo)).startsWith("BLOCKED").endsWith("(remembered)");
        chat.publish(chat.ready(Instant.now().plusMillis(1)));
        awaitStickers(chat, 1);
    }

    @Test
    void aGroupThatBecameASupergroupIsFollowed() throws Exception {
        long group = -nextChat();
        long supergroup = -1_000_000_000_000L + group;
        Chat chat = new Chat(emulator, events, group);
        admin().ask("POST", "/admin/users/7/messages", Map.of("text", "hello", "chat_id", group));
        admin().ask("POST", "/admin/chats/" + group + "/upgrades", Map.of("to", supergroup));

        chat.publish(chat.ready(Instant.now()));
        chat.publish(chat.ready(Instant.now()));

        awaitStickers(new Chat(emulator, events, supergroup), 2);
    }

    @Test
    void aLongHoldIsNotKnockedAtAgainAndHoldsUpNobodyElse() throws Exception {
        Chat held = chat();
        Chat other = chat();
        faults(List.of(Map.of(
                "method", "sendSticker", "chat_id", held.id(), "action", "status", "status", 429, "retry_after", 40)));
        held.publish(held.ready(Instant.now()));
        await("the hold is known")
                .atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from limits.holds where chat_id = ?")
                                .param(held.id())
                                .query(Long.class)
                                .single()
                        == 1);

        held.publish(held.ready(Instant.now()));
        other.publish(other.ready(Instant.now()));

        awaitStickers(other, 1);
        await("the first waits, and the second behind it").atMost(PATIENCE).until(() -> givenBack(held) == 1);
        awaitCalls("sendSticker", held, 1);
    }

    @Test
    void aClosedStatusMessageThatCouldNotBeRemovedIsSweptUp() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));
        faults(List.of(Map.of("method", "deleteMessage", "times", 1, "action", "close_before")));

        chat.publish(ready);

        awaitStickers(chat, 1);
        await("nothing but the sticker is left")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 1);
        awaitCalls("deleteMessage", chat, 2);
    }

    @Test
    void aStickerThatOnlyWaitsToGoGetsNoStatusMessageButChangesAnOpenOne() throws Exception {
        Chat quick = chat();
        Chat slow = chat();
        StickerReady shown = slow.ready(Instant.now());
        slow.progressed(shown, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(slow).contains("2/7 Fetching the photo..."));
        faults(List.of(Map.of("method", "sendSticker", "delay_ms", 2500)));

        quick.publish(quick.ready(Instant.now()));
        slow.publish(shown);

        await("the open one is changed")
                .atMost(PATIENCE)
                .until(() -> texts(slow).stream().anyMatch(text -> text.startsWith("7/7")));
        awaitStickers(quick, 1);
        awaitStickers(slow, 1);
        assertThat(calls("sendMessage", quick.id())).isZero();
    }

    @Test
    void anAlbumWhoseLastEndNobodySawIsClosed() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));

        // As it is left behind when delivery dies right after the commit of the last photo's end.
        database.sql("insert into album_jobs (job_id, album_id, ended) values (?, ?, true)")
                .params(UUID.randomUUID(), ready.getJobId())
                .update();

        await("it goes").atMost(PATIENCE).until(() -> chat.user().fromBot().isEmpty());
    }

    @Test
    void anAnswerToAMessageThatIsGoneIsSentWithoutIt() throws Exception {
        Chat chat = chat();
        faults(List.of(refusal("sendSticker", chat, "Bad Request: message to be replied not found")));

        chat.publish(chat.ready(Instant.now(), 1, null));

        awaitStickers(chat, 1);
        assertThat(chat.user().fromBot().getFirst().has("reply_to_message")).isFalse();
        awaitCalls("sendSticker", chat, 2);
    }

    @Test
    void whatIsAskedInATopicIsAnsweredThereAndInTheChatWhereThatIsGone() throws Exception {
        long forum = -1_000_000_000_000L - nextChat();
        admin().ask("POST", "/admin/users/7/messages", Map.of("text", "hello", "chat_id", forum, "thread_id", 3));
        Chat chat = new Chat(emulator, events, forum);

        chat.publish(chat.ready(Instant.now(), 1, 3));
        chat.publish(chat.ready(Instant.now(), 1, 4));

        awaitStickers(chat, 2);
        assertThat(chat.user().fromBot().stream().filter(message -> message.has("sticker")))
                .extracting(message -> message.path("message_thread_id").asInt())
                .containsExactly(3, 0);
    }

    @Test
    void whatTelegramDeletesNoMoreLosesItsButtonsAndTheWordsSaySo() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.publish(ready);
        awaitStickers(chat, 1);
        awaitState(ready, "done");
        int sticker = chat.user().fromBot().getFirst().path("message_id").asInt();
        faults(List.of(refusal("deleteMessage", chat, "Bad Request: message can't be deleted for everyone")));

        chat.delete(ready, sticker);

        await("the words")
                .atMost(PATIENCE)
                .until(() -> texts(chat).stream().anyMatch(text -> text.startsWith("Telegram даёт мне удалять")));
        assertThat(chat.user().fromBot().getFirst().has("reply_markup")).isFalse();
    }

    /** Callback data may be anything. */
    @Test
    void onlyTheMessagesOfItsJobAreDeleted() throws Exception {
        Chat chat = chat();
        StickerReady mine = chat.ready(Instant.now());
        StickerReady other = chat.ready(Instant.now());
        chat.publish(mine);
        chat.publish(other);
        awaitStickers(chat, 2);
        awaitState(other, "done");
        int otherMessage = chat.user().fromBot().getLast().path("message_id").asInt();

        chat.delete(mine, otherMessage);

        awaitStickers(chat, 1);
        assertThat(chat.user().fromBot().getFirst().path("message_id").asInt()).isEqualTo(otherMessage);
    }

    @Test
    void aStatusMessageWhoseAnswerWasLostGetsNoSecondOne() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        faults(List.of(Map.of("method", "sendMessage", "chat_id", chat.id(), "times", 1, "action", "close_after")));
        chat.progressed(ready, 2);
        await("it was sent").atMost(PATIENCE).until(() -> texts(chat).size() == 1);

        chat.progressed(ready, 3);
        // Shown after the other's next step would have been.
        chat.progressed(chat.ready(Instant.now()), 2);

        await("the next job's").atMost(PATIENCE).until(() -> texts(chat).size() == 2);
        awaitCalls("sendMessage", chat, 2);
    }

    /** 100 photos that nothing can be made of; and another chat, whose records lie behind them in the same partition. */
    @Test
    void aChatThatIsToldMuchLeavesAnotherItsAnswer() throws Exception {
        Chat much = chat();
        Chat other = chat();
        for (int i = 0; i < 100; i++) {
            much.failed(much.ready(Instant.now()), false);
        }
        other.failed(other.ready(Instant.now()), false);

        await("the other's").atMost(PATIENCE).until(() -> texts(other).size() == 1);
        await("all have their end")
                .atMost(PATIENCE)
                .until(() -> database.sql(
                                        "select count(*) from deliveries where chat_id = ? and kind = 'reply' and state = 'failed'")
                                .param(much.id())
                                .query(Long.class)
                                .single()
                        >= 90);
        assertThat(texts(much)).hasSizeBetween(3, 10);
    }

    @Test
    void aPictureHasItsWordsAndItsButtonsWhichCanBeChanged() throws Exception {
        Chat chat = chat();
        String key = StorageKeys.packSheetPreview(UUID.randomUUID());
        storage.put(key, chat.ready(Instant.now()).getSticker().array());
        ChatReply picture = picture(chat, key);

        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, picture);

        await("the picture").atMost(PATIENCE).until(() -> chat.user().fromBot().size() == 1);
        var message = chat.user().fromBot().getFirst();
        assertThat(message.path("photo").isEmpty()).isFalse();
        assertThat(message.path("caption").asText()).isEqualTo("Two drawings.");
        assertThat(buttons(chat)).containsExactly("1", "2", "Make");

        events.publish(
                Topics.CHAT_REPLIES,
                chat.id(),
                null,
                null,
                ChatReply.newBuilder(picture)
                        .setReplyId(UUID.randomUUID())
                        .setKind(ChatReplyKind.EDIT)
                        .setPhotoStorageKey(null)
                        .setText(null)
                        .setMessageId(message.path("message_id").asInt())
                        .setButtons(List.of(new ReplyButton(0, "✖ 1", "a", null)))
                        .build());

        await("other buttons").atMost(PATIENCE).until(() -> buttons(chat).equals(List.of("✖ 1")));
        assertThat(chat.user().fromBot().getFirst().path("caption").asText()).isEqualTo("Two drawings.");
        assertThat(database.sql("select kind from deliveries where id = ?")
                        .param(picture.getReplyId())
                        .query(String.class)
                        .single())
                .isEqualTo("answer");
    }

    @Test
    void aPictureThatIsGoneLeavesItsWordsAndItsButtons() throws Exception {
        Chat chat = chat();

        events.publish(
                Topics.CHAT_REPLIES,
                chat.id(),
                null,
                null,
                picture(chat, StorageKeys.packSheetPreview(UUID.randomUUID())));

        await("the words").atMost(PATIENCE).until(() -> texts(chat).contains("Two drawings."));
        assertThat(buttons(chat)).containsExactly("1", "2", "Make");
    }

    /** As the gallery shows one after another; what Telegram does not take leaves the one before where it is. */
    @Test
    void aStickerTakesThePlaceOfTheOneBeforeOnceItHasCome() throws Exception {
        Chat chat = chat();
        chat.publish(chat.ready(Instant.now()));
        await("a sticker").atMost(PATIENCE).until(() -> chat.user().fromBot().size() == 1);
        String file =
                chat.user().fromBot().getFirst().path("sticker").path("file_id").asText();
        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, sticker(chat, file, null));
        await("the first of the gallery")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 2);
        int first = chat.user().fromBot().getLast().path("message_id").asInt();

        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, sticker(chat, "no file of Telegram's", first));
        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, sticker(chat, file, null));
        await("another, after the one that is not taken")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 3);
        assertThat(messages(chat)).contains(first);

        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, sticker(chat, file, first));
        await("the next in its place")
                .atMost(PATIENCE)
                .until(() -> !messages(chat).contains(first));
        assertThat(messages(chat)).hasSize(3);
    }

    /** It is paid by whom it was sent to; a copy of it elsewhere leads to the bot. */
    @Test
    void anInvoiceIsSentThatCanBePaidOnce() throws Exception {
        Chat chat = chat();
        var invoice = ChatReply.newBuilder()
                .setReplyId(UUID.randomUUID())
                .setKind(ChatReplyKind.INVOICE)
                .setUserId(UUID.randomUUID())
                .setChatId(chat.id())
                .setText("100 credits for stickers.")
                .setInvoice(new StarInvoice("ord_1", "100 credits", 75))
                .setOwed(true)
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();

        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, invoice);
        events.publish(Topics.CHAT_REPLIES, chat.id(), null, null, invoice);

        await("the invoice").atMost(PATIENCE).until(() -> chat.user().fromBot().size() == 1);
        var shown = chat.user().fromBot().getFirst().path("invoice");
        assertThat(shown.path("title").asText()).isEqualTo("100 credits");
        assertThat(shown.path("description").asText()).isEqualTo("100 credits for stickers.");
        assertThat(shown.path("currency").asText()).isEqualTo("XTR");
        assertThat(shown.path("total_amount").asInt()).isEqualTo(75);
        assertThat(shown.path("start_parameter").asText()).isEqualTo("ord_1");
        assertThat(calls("sendInvoice", chat.id())).isOne();
    }

    private static List<Integer> messages(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .map(message -> message.path("message_id").asInt())
                .toList();
    }

    private static ChatReply sticker(Chat chat, String fileId, Integer inPlaceOf) {
        return ChatReply.newBuilder()
                .setReplyId(UUID.randomUUID())
                .setKind(ChatReplyKind.STICKER)
                .setUserId(UUID.randomUUID())
                .setChatId(chat.id())
                .setStickerFileId(fileId)
                .setMessageId(inPlaceOf)
                .setButtons(List.of(new ReplyButton(0, "next", "a", null)))
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static ChatReply picture(Chat chat, String key) {
        return ChatReply.newBuilder()
                .setReplyId(UUID.randomUUID())
                .setKind(ChatReplyKind.PHOTO)
                .setUserId(UUID.randomUUID())
                .setChatId(chat.id())
                .setText("Two drawings.")
                .setPhotoStorageKey(key)
                .setButtons(List.of(
                        new ReplyButton(0, "1", "a", null),
                        new ReplyButton(0, "2", "b", null),
                        new ReplyButton(1, "Make", "c", null)))
                .setOwed(true)
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** Under the chat's first message of the bot. */
    private static List<String> buttons(Chat chat) throws Exception {
        return chat.user()
                .fromBot()
                .getFirst()
                .path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(row ->
                        row.valueStream().map(button -> button.path("text").asText()))
                .toList();
    }

    private static Map<String, Object> refusal(String method, Chat chat, String description) {
        return Map.of(
                "method",
                method,
                "chat_id",
                chat.id(),
                "times",
                1,
                "action",
                "status",
                "status",
                400,
                "description",
                description);
    }

    @Test
    void anOldRecordSendsNothing() throws Exception {
        Chat chat = chat();
        StickerReady old = chat.ready(Instant.now().minus(25, ChronoUnit.HOURS));

        chat.publish(old);

        awaitState(old, "failed");
        assertThat(chat.user().fromBot()).noneMatch(message -> message.has("sticker"));
    }

    @Test
    void theStatusMessageRisesAndGoesWithTheSticker() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));
        chat.progressed(ready, 4);
        await("it is edited").atMost(PATIENCE).until(() -> texts(chat).contains("4/7 Cutting out..."));
        chat.progressed(ready, 3);

        chat.publish(ready);

        awaitStickers(chat, 1);
        await("nothing but the sticker is left")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 1);
        chat.progressed(ready, 6);
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 2);
        assertThat(texts(chat)).as("nothing is shown once it is closed").doesNotContain("6/7 Packing...");
    }

    @Test
    void aFailureIsToldOnceInTheUsersLanguage() throws Exception {
        Chat chat = chat();
        UUID jobId = UUID.randomUUID();
        var failed = GenerationFailed.newBuilder()
                .setJobId(jobId)
                .setChatId(chat.id())
                .setLanguage("ru")
                .setReason(GenerationFailure.TOO_SMALL)
                .setFailedAt(Instant.now())
                .build();

        events.publish(Topics.GENERATION_FAILED, chat.id(), jobId, null, failed);
        events.publish(Topics.GENERATION_FAILED, chat.id(), jobId, null, failed);

        await().atMost(PATIENCE)
                .until(() -> texts(chat).contains("Картинка слишком маленькая или слишком узкая для стикера."));
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 1);
        assertThat(texts(chat)).containsOnlyOnce("Картинка слишком маленькая или слишком узкая для стикера.");
    }

    @Test
    void whatHasFailedIsSentByAReplayAloneAndOnceAndTheUserIsToldSo() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.failed(ready, true);
        await("the failure is told")
                .atMost(PATIENCE)
                .until(() -> texts(chat).stream().anyMatch(text -> text.startsWith("Something broke")));

        chat.publish(ready);
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 1);
        awaitState(ready, "failed");

        chat.replay(ready, "2026-01-31T03:00:00Z");
        awaitStickers(chat, 2);
        await("it is taken back")
                .atMost(PATIENCE)
                .until(() -> texts(chat).stream().anyMatch(text -> text.startsWith("Here it is after all")));
        awaitState(ready, "done");

        chat.replay(ready, "2026-01-31T03:00:00Z");
        chat.replay(ready, "2026-01-31T04:00:00Z");
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 3);
        assertThat(texts(chat).stream().filter(text -> text.startsWith("Here it is after all")))
                .hasSize(1);
        assertThat(unknownOutcomes(ready)).isZero();
    }

    @Test
    void whatAPersonReplaysIsNeverTooOld() throws Exception {
        Chat chat = chat();
        StickerReady old = chat.ready(Instant.now().minus(25, ChronoUnit.HOURS));
        chat.failed(old, true);
        awaitState(old, "failed");

        chat.replay(old, "2026-01-31T03:00:00Z");

        awaitStickers(chat, 1);
    }

    @Test
    void aFailureThatIsNoDeadLetterStaysOneWhateverIsReplayed() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.failed(ready, false);
        awaitState(ready, "failed");

        chat.replay(ready, "2026-01-31T03:00:00Z");
        chat.publish(chat.ready(Instant.now()));

        awaitStickers(chat, 1);
        assertThat(failure(ready)).isEqualTo("NOT_MADE: INTERNAL");
    }

    /** Both at the same time: whichever the ledger sees first is the end, for the user, too. */
    @Test
    void aJobThatFailsAndIsCancelledHasOneEnd() throws Exception {
        Chat cancelledFirst = chat();
        StickerReady cancelled = cancelledFirst.ready(Instant.now());
        cancelledFirst.cancel(cancelled);
        awaitState(cancelled, "failed");
        cancelledFirst.failed(cancelled, false);
        // Of the same key and topic, so told after it.
        cancelledFirst.failed(cancelledFirst.ready(Instant.now()), false);
        await("the other failure is told")
                .atMost(PATIENCE)
                .until(() -> !texts(cancelledFirst).isEmpty());
        Chat failedFirst = chat();
        StickerReady failed = failedFirst.ready(Instant.now());
        failedFirst.failed(failed, false);
        await("it is told").atMost(PATIENCE).until(() -> texts(failedFirst).size() == 1);
        failedFirst.cancel(failed);
        failedFirst.cancel(failed);
        StickerReady marker = failedFirst.ready(Instant.now());
        failedFirst.cancel(marker);
        awaitState(marker, "failed");

        assertThat(failure(cancelled)).isEqualTo("CANCELLED");
        assertThat(texts(cancelledFirst))
                .as("nothing is said of the one that was cancelled")
                .hasSize(1);
        assertThat(failure(failed)).isEqualTo("NOT_MADE: INTERNAL");
        assertThat(database.sql("select event is null from deliveries where id = ?")
                        .param(failed.getStickerId())
                        .query(Boolean.class)
                        .single())
                .as("no second end is told to history")
                .isTrue();
    }

    /** Sends of a chat that have been tried and given back. */
    private long givenBack(Chat chat) {
        return database.sql("select count(*) from deliveries where id in (:ids) and state = 'free' and attempts = 1")
                .param("ids", chat.published())
                .query(Long.class)
                .single();
    }

    private int unknownOutcomes(StickerReady ready) {
        return database.sql("select unknown_outcomes from deliveries where id = ?")
                .param(ready.getStickerId())
                .query(Integer.class)
                .single();
    }
}
