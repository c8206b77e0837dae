package io.stickermill.gateway.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of the table of packs, and of its twin. */
abstract class PacksContract {

    static final PackSettings SETTINGS = new PackSettings(Duration.ofSeconds(5), Duration.ofHours(1));

    private final Asker asker = someone(ThreadLocalRandom.current().nextLong(1_000_000_000));

    abstract Packs packs();

    /** Lets time pass for what is noted. */
    abstract void pass(Duration time);

    @Test
    void aPhotoTakesTheNextPlaceInWhatItsSenderHasOpenInItsChat() {
        Pack pack = opened(null);
        assertThat(packs().find(pack.id())).contains(pack);

        assertThat(place(asker, null)).contains(new PackPart(pack.id(), 0));
        assertThat(place(asker, "any album")).contains(new PackPart(pack.id(), 1));
        assertThat(place(new Asker(asker.userId(), asker.telegramUserId(), -7), null))
                .as("in another chat")
                .isEmpty();
        assertThat(place(someone(asker.telegramUserId() + 1), null))
                .as("of somebody else")
                .isEmpty();

        assertThat(packs().close(pack.id(), UUID.randomUUID())).as("not theirs").isEmpty();
        assertThat(packs().close(pack.id(), asker.userId()).orElseThrow().parts())
                .isEqualTo(2);
        assertThat(packs().close(pack.id(), asker.userId()))
                .as("closed once more")
                .isPresent();
        assertThat(place(asker, null)).isEmpty();
    }

    @Test
    void whatAsksForTheNextClosesTheOneBeforeButOnceMoreItIsTheSame() {
        Pack first = opened(null);
        place(asker, null);
        Pack second = pack(null);

        assertThat(packs().open(second)).map(Pack::id).contains(first.id());
        assertThat(packs().open(second)).isEmpty();
        assertThat(packs().open(first)).as("an update that comes again").isEmpty();
        assertThat(place(asker, null)).contains(new PackPart(second.id(), 0));
    }

    @Test
    void anAlbumIsAPackBesideTheOpenOneAndCompleteWhenItIsQuiet() {
        Pack open = opened(null);
        Pack album = opened("album");

        assertThat(place(asker, "album")).contains(new PackPart(album.id(), 0));
        assertThat(place(asker, null)).contains(new PackPart(open.id(), 0));
        pass(Duration.ofSeconds(4));
        assertThat(place(asker, "album")).contains(new PackPart(album.id(), 1));
        packs().published(new PackPart(album.id(), 0));
        pass(Duration.ofSeconds(6));
        assertThat(due(album)).as("while one is not published").isEmpty();
        packs().published(new PackPart(album.id(), 1));
        pass(Duration.ofSeconds(4));
        assertThat(due(album)).isEmpty();
        pass(Duration.ofSeconds(2));

        assertThat(due(album).orElseThrow().parts()).isEqualTo(2);
        assertThat(place(asker, "album")).as("late, so into the open one").contains(new PackPart(open.id(), 1));
        assertThat(due(album)).as("until it is over").isPresent();
        packs().over(album.id());
        assertThat(due(album)).isEmpty();
        assertThat(due(open)).isEmpty();
    }

    @Test
    void whatItsOwnerForgetsIsCompleteAfterAWhile() {
        Pack pack = opened(null);
        place(asker, null);
        pass(Duration.ofMinutes(61));

        assertThat(place(asker, null)).as("long after").isEmpty();
        assertThat(due(pack)).map(Pack::parts).contains(1);
    }

    @Test
    void whoClosesItPublishesThatAndSomebodyElseIfTheyDieOverIt() {
        Pack pack = opened(null);
        assertThat(packs().close(pack.id(), asker.userId()))
                .as("nothing has come")
                .isEmpty();
        place(asker, null);
        packs().close(pack.id(), asker.userId());

        assertThat(due(pack)).isEmpty();
        pass(Duration.ofSeconds(11));
        assertThat(due(pack)).isPresent();
        packs().over(pack.id());
        assertThat(due(pack)).isEmpty();
    }

    @Test
    void whatIsFullIsComplete() {
        Pack pack = opened(null);
        for (int i = 0; i < Pack.MOST; i++) {
            assertThat(place(asker, null)).contains(new PackPart(pack.id(), i));
        }

        assertThat(place(asker, null)).isEmpty();
        assertThat(due(pack)).map(Pack::parts).contains(Pack.MOST);
    }

    @Test
    void whoGivesUpClosesWhatIsOpenInTheirChat() {
        assertThat(packs().closeOpen(asker)).isEmpty();
        Pack pack = opened(null);

        assertThat(packs().closeOpen(asker)).map(Pack::id).contains(pack.id());
        assertThat(packs().closeOpen(asker)).isEmpty();
    }

    private Optional<Pack> due(Pack pack) {
        return packs().due().stream()
                .filter(found -> found.id().equals(pack.id()))
                .findFirst();
    }

    private Pack opened(@Nullable String album) {
        Pack pack = pack(album);
        assertThat(packs().open(pack)).isEmpty();
        return pack;
    }

    private Pack pack(@Nullable String album) {
        return new Pack(UUID.randomUUID(), asker, ChatKind.PRIVATE, 3, 7, "ru", "Cats", album, 0);
    }

    private Optional<PackPart> place(Asker who, @Nullable String album) {
        return packs().place(
                        PhotoRequest.inMessage(UUID.randomUUID(), who, 8, "file", AskedOptions.DEFAULT, Instant.EPOCH)
                                .with(null, album));
    }

    private static Asker someone(long telegramId) {
        return new Asker(Ids.user(1, telegramId), telegramId, telegramId);
    }
}
