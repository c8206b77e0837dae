package io.stickermill.generation.maker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.SamplePhoto;
import io.stickermill.generation.maker.ShippedSubjects;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.finish.Card;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStickerMakerTest {

    private static final StickerOptions ANYWAY = StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY);

    private static LocalStickerMaker maker;

    @BeforeAll
    static void load() {
        maker = new LocalStickerMaker(Patient.SETTINGS, ShippedSubjects.SEARCH);
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
        assertThat(sticker.times().keySet())
                .containsExactlyInAnyOrder(Step.DECODE, Step.CUT_OUT, Step.OUTLINE, Step.ENCODE);
    }

    /** From the left, the first thing that is wholly there is the line. */
    @ParameterizedTest
    @EnumSource(names = {"PERSON", "CUP", "CUP_TURNED_BY_EXIF"})
    void drawsAWhiteLineAroundTheSubject(SamplePhoto photo) throws Exception {
        Pixels decoded = Pixels.decoded(make(photo, StickerOptions.DEFAULT).webp());
        int y = decoded.height() / 2;

        int x = 0;
        while (decoded.alpha(x, y) < 250) {
            x++;
        }

        for (int channel = 0; channel < 3; channel++) {
            assertThat(decoded.at(x + 3, y, channel)).isGreaterThan(235);
        }
        int right = decoded.width() - 1;
        int bottom = decoded.height() - 1;
        assertThat(List.of(
                        decoded.alpha(0, 0),
                        decoded.alpha(right, 0),
                        decoded.alpha(0, bottom),
                        decoded.alpha(right, bottom)))
                .allMatch(alpha -> alpha < 16);
    }

    /** The cat goes on beyond the photo at the left and below: a line there would say that it ends. */
    @Test
    void drawsNoLineWhereThePhotoEndsBeforeTheSubject() throws Exception {
        MadeSticker cat = make(SamplePhoto.CAT_FILLING_THE_FRAME, StickerOptions.DEFAULT);

        assertThat(cat.shape()).isEqualTo(Shape.CUT_OUT);
        Pixels decoded = Pixels.decoded(cat.webp());
        int low = decoded.height() - 1;
        for (int x = 40; x < 300; x += 20) {
            assertThat(decoded.alpha(x, low)).as("alpha below at " + x).isGreaterThan(250);
            assertThat(decoded.at(x, low, 0)).as("fur, no white, at " + x).isLessThan(225);
        }
        assertThat(decoded.alpha(0, low - 40)).as("the left edge").isGreaterThan(250);
    }

    @Test
    void cutsOutWhatStandsOut() throws Exception {
        for (SamplePhoto photo : List.of(SamplePhoto.PERSON, SamplePhoto.CUP, SamplePhoto.CAT_FILLING_THE_FRAME)) {
            MadeSticker made = make(photo, StickerOptions.DEFAULT);

            assertThat(made.shape()).as(photo.name()).isEqualTo(Shape.CUT_OUT);
            assertThat(made.confidence()).as(photo.name()).isBetween(0.8, 1.0);
        }
    }

    /** The helmet is black and shines: the model half sees through it, the sticker must not. */
    @Test
    void nothingWithinTheSubjectIsSeenThrough() throws Exception {
        Pixels person = Pixels.decoded(make(SamplePhoto.PERSON, StickerOptions.DEFAULT.withOutline(false))
                .webp());

        for (int[] at : new int[][] {{370, 430}, {420, 400}, {340, 470}, {220, 80}, {200, 300}}) {
            assertThat(person.alpha(at[0], at[1])).as(at[0] + ", " + at[1]).isEqualTo(255);
        }
    }

    @Test
    void keepsTheWholePictureWhereNothingStandsOut() throws Exception {
        MadeSticker gravel = make(SamplePhoto.GRAVEL, StickerOptions.DEFAULT);

        assertThat(gravel.shape()).isEqualTo(Shape.CARD_NO_SUBJECT);
        assertThat(gravel.confidence()).isLessThan(0.5);
    }

    /** Eight times smaller than the photo, and yet as sharp as the file has it: it is decoded again for its box. */
    @Test
    void aSmallSubjectIsSharp() throws Exception {
        byte[] photo = Pixels.painted(4000, 3000, 3, (x, y, channel) -> {
                    boolean inside = Math.hypot(x - 2000, y - 1500) < 260;
                    return inside ? ((x / 8 + y / 8) % 2 == 0 ? 240 : 20) : 150 + y / 60;
                })
                .encoded(".jpg");

        MadeSticker sticker = new LocalStickerMaker(Patient.SETTINGS, SMALL_DISC)
                .make(photo, StickerOptions.DEFAULT.withOutline(false), step -> {});

        Pixels decoded = Pixels.decoded(sticker.webp());
        int extremes = 0;
        for (int x = 156; x < 356; x++) {
            int value = decoded.at(x, 256, 1);
            extremes += value > 200 || value < 60 ? 1 : 0;
        }
        assertThat(extremes).as("of 200 pixels of a fine chequerboard").isGreaterThan(120);
    }

    private static final SubjectSearch SMALL_DISC = new SubjectFinder(bgr -> {
        // The whole photo, then what surrounds the disc.
        double radius = bgr.cols() == 1000 ? 65.0 / 1000 * 200 : 260.0 / 832 * 200;
        Mat odds = new Mat(200, 200, CV_32F);
        FloatPointer values = new FloatPointer(odds.data());
        double aspect = (double) bgr.rows() / bgr.cols();
        for (int i = 0; i < 200 * 200; i++) {
            values.put(i, Math.hypot(i % 200 - 99.5, (Math.floorDiv(i, 200) - 99.5) * aspect) < radius ? 1f : 0f);
        }
        return odds;
    });

    /** Whoever gets a card has a photo in which nothing was found; the next try must not be a guess at it. */
    @Test
    void againOnACardIsAlwaysACard() throws Exception {
        for (int variant = 0; variant < 2 * Card.CROPS; variant++) {
            MadeSticker again =
                    maker.make(SamplePhoto.GRAVEL.bytes(), StickerOptions.DEFAULT.withVariant(variant), step -> {});

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
        var unsure = new LocalStickerMaker(
                new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, Patient.SETTINGS.timeLimit(), 1.0),
                ShippedSubjects.SEARCH);
        List<MadeSticker> all = new ArrayList<>();

        unsure.makeAll(SamplePhoto.ROCKET_AMONG_TOWERS.bytes(), ANYWAY, step -> {}, all::add);

        assertThat(all).hasSizeGreaterThan(1);
        assertThat(all.getFirst().following()).isEqualTo(all.size() - 1);
        for (int variant = 0; variant < all.size(); variant++) {
            assertThat(all.get(variant).webp())
                    .as("variant " + variant)
                    .isEqualTo(make(SamplePhoto.ROCKET_AMONG_TOWERS, ANYWAY.withVariant(variant))
                            .webp());
        }
    }

    @Test
    void makesNoOthersWhereItIsSure() throws Exception {
        var sure = new LocalStickerMaker(
                new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, Patient.SETTINGS.timeLimit(), 0),
                ShippedSubjects.SEARCH);
        List<MadeSticker> all = new ArrayList<>();

        sure.makeAll(SamplePhoto.ROCKET_AMONG_TOWERS.bytes(), ANYWAY, step -> {}, all::add);

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
        var hasty = new LocalStickerMaker(
                new LocalMakerSettings(
                        PhotoLimits.DEFAULT, Outline.WHITE, Duration.ofNanos(1), LocalMakerSettings.DEFAULT.sure()),
                ShippedSubjects.SEARCH);

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

        try (var model = forgetful();
                var threads = Executors.newFixedThreadPool(2)) {
            LocalStickerMaker looking = looking(model);
            Callable<byte[]> job = () -> looking.make(SamplePhoto.PERSON.bytes(), StickerOptions.DEFAULT, step -> {})
                    .webp();
            for (var again : threads.invokeAll(List.of(job, job, job, job))) {
                assertThat(again.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void eachVariantOfACutOutIsAnotherAndNoneIsTheCard() throws Exception {
        int choices =
                make(SamplePhoto.ROCKET_AMONG_TOWERS, StickerOptions.DEFAULT).choices();
        List<byte[]> files = new ArrayList<>();
        for (int variant = 0; variant < choices; variant++) {
            MadeSticker made = make(SamplePhoto.ROCKET_AMONG_TOWERS, StickerOptions.DEFAULT.withVariant(variant));
            assertThat(made.shape()).isEqualTo(MadeSticker.Shape.CUT_OUT);
            files.add(made.webp());
        }

        assertThat(choices).isGreaterThan(1);
        assertThat(files).doesNotHaveDuplicates();
        assertThat(make(SamplePhoto.ROCKET_AMONG_TOWERS, StickerOptions.DEFAULT.withVariant(choices))
                        .webp())
                .as("an old button: round")
                .isEqualTo(files.getFirst());
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
        try (var model = forgetful()) {
            LocalStickerMaker looking = looking(model);
            work(looking, 10);
            long before = outsideTheHeap();

            work(looking, 24);

            long grown = outsideTheHeap() - before;
            assertThat(grown).as("bytes that 24 jobs left behind").isLessThan(100_000_000);
        }
    }

    /** The heap grows as it likes. */
    private static long outsideTheHeap() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    private static void work(LocalStickerMaker looking, int jobs) throws UnusablePhoto {
        for (int job = 0; job < jobs; job++) {
            var mode = job % 12 == 0 ? Mode.CUT_OUT : Mode.CARD;
            looking.make(SamplePhoto.CUP.bytes(), StickerOptions.DEFAULT.withMode(mode), step -> {});
        }
    }

    /** Looks at its photo each time, for what is about the looks themselves. */
    private static LocalStickerMaker looking(SegmentationModel model) {
        return new LocalStickerMaker(Patient.SETTINGS, new SubjectFinder(model));
    }

    private static SegmentationModel forgetful() {
        return SegmentationModel.of(ModelSettings.SHIPPED).orElseThrow();
    }

    private static MadeSticker make(SamplePhoto photo, StickerOptions options) throws UnusablePhoto {
        return maker.make(photo.bytes(), options, step -> {});
    }
}
