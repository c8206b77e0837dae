package io.stickermill.platform.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerSetChanged;
import io.stickermill.schemas.StickerSetState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is dropped of whom, on a service's own table. */
class ForgottenPeopleIT {

    private static final String KEY = "a key of more than thirty-two characters, for tests";
    private static final Instant FORGOTTEN = Instant.parse("2026-01-31T12:00:00Z");
    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("backfill"));

    static {
        EventCodec.trustOurRecords();
    }

    private final AtomicLong ticks = new AtomicLong();
    private final Person ann = new Person(Ids.user(1, 1001), 1001);
    private final Person bob = new Person(Ids.user(1, 1002), 1002);
    private final ForgottenPeople people = people(KEY);

    @BeforeEach
    void nobodyIsForgotten() {
        DATABASE.sql("delete from forgotten_people").update();
    }

    @Test
    void whatIsOfBeforeIsDroppedAndWhatComesAfterIsNot() {
        assertThat(people.isOf(reply(ann, 1001, FORGOTTEN.minusSeconds(1)))).isFalse();
        people.note(ann, FORGOTTEN);

        assertThat(people.isOf(reply(ann, 1001, FORGOTTEN.minusMillis(1)))).isTrue();
        assertThat(people.isOf(reply(ann, 1001, FORGOTTEN))).isFalse();
        assertThat(people.isOf(reply(ann, -5, FORGOTTEN.minusSeconds(1))))
                .as("in a group")
                .isTrue();
        assertThat(people.isOf(reply(bob, 1002, FORGOTTEN.minusSeconds(1)))).isFalse();
        assertThat(people.isOf(reply(bob, -5, FORGOTTEN.minusSeconds(1)))).isFalse();
    }

    /** As services wrote it before it told its person: by the chat, which is theirs. */
    @Test
    void aRecordThatNamesOnlyThePrivateChatIsTheirsToo() {
        people.note(ann, FORGOTTEN);

        assertThat(people.isOf(progress(1001))).isTrue();
        assertThat(people.isOf(progress(1002))).isFalse();
        assertThat(people.isOf(progress(-1001))).isFalse();
    }

    @Test
    void forgottenTwiceTheLaterCountsInWhateverOrderItIsHeard() {
        people.note(ann, FORGOTTEN.plusSeconds(60));
        people.note(ann, FORGOTTEN);

        assertThat(people.isOf(reply(ann, 1001, FORGOTTEN.plusSeconds(59)))).isTrue();
        assertThat(people.hasBeen(ann.userId())).isTrue();
        assertThat(people.hasBeen(bob.userId())).isFalse();
    }

    @Test
    void anotherInstanceKnowsItSoon() {
        ForgottenPeople another = people(KEY);
        assertThat(another.isOf(set(ann))).isFalse();
        people.note(ann, FORGOTTEN);

        ticks.addAndGet(ForgottenPeople.KNOWN_WITHIN.toNanos());
        assertThat(another.isOf(set(ann))).isTrue();
    }

    @Test
    void theTableNamesNobody() {
        people.note(ann, FORGOTTEN);

        List<String> rows = DATABASE.sql("select p::text from forgotten_people p")
                .query(String.class)
                .list();
        assertThat(rows).hasSize(3).noneMatch(row -> row.contains("1001"));
    }

    /** Nothing is worse than a list that nobody can read any more: then nothing is read. */
    @Test
    void withoutTheKeyOrWithAnotherNothingIsRead() {
        people.note(ann, FORGOTTEN);

        assertThatThrownBy(() -> people(null).isOf(set(bob))).hasMessageContaining("STICKERMILL_FORGET_KEY");
        assertThatThrownBy(() ->
                        people("another key of more than thirty-two characters").isOf(set(bob)))
                .hasMessageContaining("STICKERMILL_FORGET_KEY");
        assertThatThrownBy(() -> people(null).note(ann, FORGOTTEN)).hasMessageContaining("STICKERMILL_FORGET_KEY");
    }

    @Test
    void aShortKeyIsNone() {
        assertThatThrownBy(() -> new ForgetSettings("short")).hasMessageContaining("STICKERMILL_FORGET_KEY");
        assertThat(new ForgetSettings(" ").hashes()).isEmpty();
        assertThat(new ForgetSettings(KEY)).hasToString("ForgetSettings[key=***]");
    }

    private ForgottenPeople people(@Nullable String key) {
        return new ForgottenPeople(DATABASE, new ForgetSettings(key), ticks::get);
    }

    private static ChatReply reply(Person person, long chatId, Instant at) {
        return ChatReply.newBuilder()
                .setReplyId(UUID.randomUUID())
                .setUserId(person.userId())
                .setChatId(chatId)
                .setIssuedAt(at)
                .build();
    }

    private static GenerationProgressed progress(long chatId) {
        return GenerationProgressed.newBuilder()
                .setJobId(UUID.randomUUID())
                .setChatId(chatId)
                .setStep(2)
                .setStartedAt(FORGOTTEN.plusSeconds(1))
                .setRequestedAt(FORGOTTEN.minusSeconds(1))
                .setReceivedAt(FORGOTTEN.minusSeconds(1))
                .build();
    }

    private static StickerSetChanged set(Person owner) {
        return StickerSetChanged.newBuilder()
                .setSetId(UUID.randomUUID())
                .setUserId(owner.userId())
                .setTelegramUserId(owner.telegramId())
                .setTitle("Cats")
                .setState(StickerSetState.OPEN)
                .setParts(List.of())
                .setChangedAt(FORGOTTEN.minusSeconds(1))
                .build();
    }
}
