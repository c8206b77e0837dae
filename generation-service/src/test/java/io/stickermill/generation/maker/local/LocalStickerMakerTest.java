package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.finish.Card;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStickerMakerTest {

    private static final StickerOptions ANYWAY = StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY);

    private static LocalStickerMaker maker;

    @BeforeAll
    static void load() {
        maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void makesWhatTelegramTakes(SamplePhoto photo) throws Exception {
        MadeSticker sticker = make(photo, StickerOptions.DEFAULT);

        Pixels decoded = Pixels.decoded(sticker.webp());
        assertThat(sticker.webp().length).isLessThanOrEqualTo(512_000);
        assertThat(Math.max(decoded.width(), decoded.height())).isEqualTo(512);
        assertThat(decoded.width()).isEqualTo(sticker.width());
        assertThat(decoded.height()).isEqualTo(sticker.height());
        assertThat(decoded.channels()).isEqualTo(4);
        assertThat(sticker.quality()).isEqualTo(90);
        int right = decoded.width() - 1;
        int bottom = decoded.height() - 1;
        assertThat(List.of(
                        decoded.alpha(0, 0),
                        decoded.alpha(right, 0),
                        decoded.alpha(0, bottom),
                        decoded.alpha(right, bottom)))
                .allMatch(alpha -> alpha < 16);
        assertThat(sticker.times().keySet())
                .containsExactlyInAnyOrder(Step.DECODE, Step.CUT_OUT, Step.OUTLINE, Step.ENCODE);
    }

    /** From the left, the first thing that is wholly there is the line. */
    @ParameterizedTest
    @EnumSource
    void drawsAWhiteLineAroundTheSubject(SamplePhoto photo) throws Exception {
        Pixels sticker = Pixels.decoded(make(photo, StickerOptions.DEFAULT).webp());
        int y = sticker.height() / 2;

        int x = 0;
        while (sticker.alpha(x, y) < 250) {
            x++;
        }

        for (int channel = 0; channel < 3; channel++) {
            assertThat(sticker.at(x + 3, y, channel)).isGreaterThan(235);
        }
    }

    @Test
    void cutsOutWhatStandsOut() throws Exception {
        assertThat(make(SamplePhoto.PERSON, StickerOptions.DEFAULT).shape()).isEqualTo(Shape.CUT_OUT);
        MadeSticker cup = make(SamplePhoto.CUP, StickerOptions.DEFAULT);
        assertThat(cup.shape()).isEqualTo(Shape.CUT_OUT);
        assertThat(cup.confidence()).isBetween(0.7, 1.0);
    }

    @Test
    void keepsTheWholePictureWhereNothingStandsOut() throws Exception {
        MadeSticker cat = make(SamplePhoto.CAT_FILLING_THE_FRAME, StickerOptions.DEFAULT);

        assertThat(cat.shape()).isEqualTo(Shape.CARD_NO_SUBJECT);
        assertThat(cat.confidence()).isLessThan(0.5);
    }

    /** Whoever gets a card has a photo in which nothing was found; the next try must not be a guess at it. */
    @Test
    void againOnACardIsAlwaysACard() throws Exception {
        for (int variant = 0; variant < 2 * Card.CROPS; variant++) {
            MadeSticker again = maker.make(wall(), StickerOptions.DEFAULT.withVariant(variant), step -> {});

            assertThat(again.shape()).isEqualTo(Shape.CARD_NO_SUBJECT);
            assertThat(again.choices()).isEqualTo(Card.CROPS);
        }
    }

    @Test
    void cutsOutAnywayWhenAsked() throws Exception {
        for (int variant = 0; variant < 3; variant++) {
            assertThat(maker.make(wall(), ANYWAY.withVariant(variant), step -> {})
                            .shape())
                    .isEqualTo(Shape.CUT_OUT);
        }
    }

    @Test
    void makesOthersWhereItIsNotSureAndTheyAreWhatTheirVariantIs() throws Exception {
        var unsure = new LocalStickerMaker(new LocalMakerSettings(
                PhotoLimits.DEFAULT, Outline.WHITE, LocalMakerSettings.DEFAULT.timeLimit(), 1.0));
        List<MadeSticker> all = new ArrayList<>();

        unsure.makeAll(SamplePhoto.CAT_FILLING_THE_FRAME.bytes(), ANYWAY, step -> {}, all::add);

        assertThat(all).hasSizeGreaterThan(1);
        assertThat(all.getFirst().following()).isEqualTo(all.size() - 1);
        for (int variant = 0; variant < all.size(); variant++) {
            assertThat(all.get(variant).webp())
                    .as("variant " + variant)
                    .isEqualTo(make(SamplePhoto.CAT_FILLING_THE_FRAME, ANYWAY.withVariant(variant))
                            .webp());
        }
    }

    @Test
    void makesNoOthersWhereItIsSure() throws Exception {
        var sure = new LocalStickerMaker(
                new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, LocalMakerSettings.DEFAULT.timeLimit(), 0));
        List<MadeSticker> all = new ArrayList<>();

        sure.makeAll(SamplePhoto.CAT_FILLING_THE_FRAME.bytes(), ANYWAY, step -> {}, all::add);

        assertThat(all).singleElement().extracting(MadeSticker::following).isEqualTo(0);
    }

    @Test
    void aCardOfATransparentPictureLiesOnWhite() throws Exception {
        byte[] disc = Pixels.painted(300, 300, 4, (x, y, channel) -> {
                    boolean inside = Math.hypot(x - 150, y - 150) < 70;
                    return channel == 3 ? (inside ? 255 : 0) : (inside ? 60 : 0);
                })
                .encoded(".png");

        MadeSticker card =
                maker.make(disc, StickerOptions.DEFAULT.withMode(Mode.CARD).withOutline(false), step -> {});

        Pixels decoded = Pixels.decoded(card.webp());
        assertThat(decoded.at(256, 60, 1)).isGreaterThan(245);
        assertThat(decoded.at(256, 256, 1)).isBetween(50, 70);
    }

    private static byte[] wall() {
        return Pixels.painted(480, 360, 3, (x, y, channel) -> 120 + x / 60 + (x * 7 + y * 13) % 11)
                .encoded(".png");
    }

    @Test
    void aPhonesTwelveMegapixelsAreASticker() throws Exception {
        byte[] photo = Pixels.painted(4000, 3000, 3, (x, y, channel) -> {
                    boolean inside = Math.hypot(x - 2000, y - 1500) < 900;
                    return inside ? channel * 100 : 140 + y / 60 + (x * 31 + y * 17) % 13;
                })
                .encoded(".jpg");

        MadeSticker sticker = maker.make(photo, StickerOptions.DEFAULT, step -> {});

        assertThat(sticker.shape()).isEqualTo(Shape.CUT_OUT);
        Pixels decoded = Pixels.decoded(sticker.webp());
        assertThat(decoded.width()).isEqualTo(512);
        assertThat(decoded.alpha(256, 256)).isEqualTo(255);
        assertThat(decoded.at(256, 256, 2)).as("red").isBetween(180, 220);
    }

    @Test
    void givesUpWhatTakesTooLong() {
        var hasty = new LocalStickerMaker(new LocalMakerSettings(
                PhotoLimits.DEFAULT, Outline.WHITE, Duration.ofNanos(1), LocalMakerSettings.DEFAULT.sure()));

        assertThatThrownBy(() -> hasty.make(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT, step -> {}))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class,
                        given -> assertThat(given.reason()).isEqualTo(UnusablePhoto.Reason.TIMED_OUT));
    }

    @Test
    void makesACardWhenAsked() throws Exception {
        MadeSticker card = make(SamplePhoto.CUP, StickerOptions.DEFAULT.withMode(Mode.CARD));

        assertThat(card.shape()).isEqualTo(Shape.CARD_AS_ASKED);
        Pixels decoded = Pixels.decoded(card.webp());
        int margin = LocalMakerSettings.DEFAULT.outline().margin();
        assertThat(decoded.alpha(decoded.width() / 2, decoded.height() / 2)).isEqualTo(255);
        assertThat(decoded.alpha(margin, decoded.height() / 2)).isEqualTo(255);
        assertThat(decoded.alpha(margin, margin))
                .as("outside the rounded corner")
                .isLessThan(200);
    }

    @Test
    void leavesTheOutlineOutWhenAsked() throws Exception {
        Pixels bare = Pixels.decoded(
                make(SamplePhoto.CUP, StickerOptions.DEFAULT.withMode(Mode.CARD).withOutline(false))
                        .webp());

        assertThat(bare.width()).isEqualTo(512);
        assertThat(bare.alpha(0, bare.height() / 2))
                .as("the picture itself reaches the edge")
                .isEqualTo(255);
        assertThat(bare.at(1, bare.height() / 2, 0)).as("and is brown").isLessThan(150);
    }

    @Test
    void keepsACutOutThatThePictureBrings() throws Exception {
        byte[] disc = Pixels.painted(300, 300, 4, (x, y, channel) -> {
                    boolean inside = Math.hypot(x - 150, y - 150) < 70;
                    return channel == 3 ? (inside ? 255 : 0) : (inside ? 60 : 0);
                })
                .encoded(".png");

        MadeSticker sticker = maker.make(disc, StickerOptions.DEFAULT.withOutline(false), step -> {});

        assertThat(sticker.shape()).isEqualTo(Shape.OWN_TRANSPARENCY);
        Pixels decoded = Pixels.decoded(sticker.webp());
        assertThat(decoded.width()).as("trimmed and fitted").isEqualTo(512);
        assertThat(decoded.height()).isEqualTo(512);
        assertThat(decoded.alpha(256, 256)).isEqualTo(255);
        assertThat(decoded.alpha(40, 40)).isZero();
        assertThat(decoded.at(256, 4, 0)).as("no dark or light halo").isBetween(45, 75);
    }

    @Test
    void makesTheSameBytesAgainOnAnyThread() throws Exception {
        byte[] first = make(SamplePhoto.PERSON, StickerOptions.DEFAULT).webp();

        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<byte[]> job =
                    () -> make(SamplePhoto.PERSON, StickerOptions.DEFAULT).webp();
            for (var again : threads.invokeAll(List.of(job, job, job, job))) {
                assertThat(again.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void makesAnotherStickerOfTheNextVariant() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int variant : IntStream.range(0, 2).toArray()) {
            files.add(make(SamplePhoto.PERSON, StickerOptions.DEFAULT.withVariant(variant))
                    .webp());
        }

        assertThat(files.get(0)).isNotEqualTo(files.get(1));
        assertThat(make(SamplePhoto.PERSON, StickerOptions.DEFAULT.withVariant(Integer.MAX_VALUE))
                        .webp())
                .isNotEmpty();
    }

    @Test
    void tellsOfEachStepInOrder() throws Exception {
        List<Step> seen = new ArrayList<>();

        maker.make(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT, seen::add);

        assertThat(seen).containsExactly(Step.DECODE, Step.CUT_OUT, Step.OUTLINE, Step.ENCODE);
        assertThat(seen).extracting(Step::number).containsExactly(3, 4, 5, 6);
    }

    @Test
    void isAbandonedByItsListener() {
        var stop = new IllegalStateException("cancelled");

        assertThatThrownBy(() -> maker.make(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT, step -> {
                    if (step == Step.OUTLINE) {
                        throw stop;
                    }
                }))
                .isSameAs(stop);
    }

    /** Coarse on purpose: without the scope each of these jobs would leave tens of megabytes behind. */
    @Test
    void givesBackItsNativeMemory() throws Exception {
        work(10);
        long before = outsideTheHeap();

        work(60);

        long grown = outsideTheHeap() - before;
        assertThat(grown).as("bytes that 60 jobs left behind").isLessThan(100_000_000);
    }

    /** The heap grows as it likes. */
    private static long outsideTheHeap() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    private static void work(int jobs) throws UnusablePhoto {
        for (int job = 0; job < jobs; job++) {
            var mode = job % 12 == 0 ? Mode.CUT_OUT : Mode.CARD;
            make(SamplePhoto.CUP, StickerOptions.DEFAULT.withMode(mode));
        }
    }

    private static MadeSticker make(SamplePhoto photo, StickerOptions options) throws UnusablePhoto {
        return maker.make(photo.bytes(), options, step -> {});
    }
}
