package io.stickermill.delivery.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.contracts.button.StickerMenu.Next;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StickerKeyboardsTest {

    private static final UUID JOB = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");

    private static final RemoteStyle CLAY = new RemoteStyle(
            "clay",
            Map.of("en", "Clay figure"),
            "A clay figure",
            Optional.of("🧸"),
            Optional.empty(),
            List.of(new RemoteModel("replicate", "acme/clay", "image", Map.of(), new BigDecimal("0.040"))));

    private final StickerKeyboards keyboards = keyboards(List.of());

    /** Every state that a sticker can be in, in every language: what the code can put under a message. */
    @Test
    void everyButtonOfEveryKeyboardCanBeReadAndSaysSomething() {
        Set<Class<?>> seen = new HashSet<>();
        int buttons = 0;
        for (StickerMenu menu : menus()) {
            for (String language : List.of("en", "ru")) {
                for (var keyboard : List.of(
                        keyboards(List.of(CLAY))
                                .menu(new StickerMenu(JOB, "clay", true, Next.AGAIN, 1, null), language),
                        keyboards.menu(menu, language),
                        keyboards.styles(menu, language),
                        keyboards.sheet(menu, language))) {
                    List<InlineKeyboardButton> all = buttons(keyboard);
                    assertThat(all).extracting(InlineKeyboardButton::text).doesNotHaveDuplicates();
                    for (InlineKeyboardButton button : all) {
                        assertThat(button.text()).isNotBlank();
                        assertThat(button.callbackData().getBytes(UTF_8)).hasSizeBetween(1, 64);
                        ButtonAction action =
                                ButtonAction.parse(button.callbackData()).orElseThrow();
                        assertThat(action.jobId()).isEqualTo(JOB);
                        seen.add(action.getClass());
                        buttons++;
                    }
                }
            }
        }
        assertThat(buttons).isGreaterThan(1000);
        assertThat(seen)
                .as("only a status message can be cancelled")
                .containsExactlyInAnyOrderElementsOf(Stream.of(ButtonAction.class.getPermittedSubclasses())
                        .filter(kind -> kind != ButtonAction.Cancel.class)
                        .toList());
    }

    @Test
    void aRemoteStyleStandsBelowThoseOfTheHouseWithItsPrice() {
        var menu = new StickerMenu(JOB, "clay", true, Next.AGAIN, 1, StickerMode.CARD);
        for (var keyboard : List.of(
                keyboards(List.of(CLAY)).styles(menu, "en"),
                keyboards(List.of(CLAY)).sheet(menu, "en"))) {
            InlineKeyboardButton[] last = keyboard.inlineKeyboard()[keyboard.inlineKeyboard().length - 1];
            assertThat(last).as("a row for itself").hasSize(1);
            InlineKeyboardButton clay = last[0];
            assertThat(clay.text()).isEqualTo("✓ 🧸 Clay figure · $0.04");
            assertThat(ButtonAction.parse(clay.callbackData())).contains(new ButtonAction.Restyle(JOB, "clay"));
        }
        assertThat(buttons(keyboards(List.of(CLAY)).menu(menu, "ru")))
                .anyMatch(button -> button.text().equals("🎨 Clay figure"));
        assertThat(buttons(keyboards.menu(menu, "en")))
                .as("the style is no longer there")
                .anyMatch(button -> button.text().equals("🎨 Style"));
    }

    private static StickerKeyboards keyboards(List<RemoteStyle> remote) {
        return keyboards(remote, Prices.OFF);
    }

    private static StickerKeyboards keyboards(List<RemoteStyle> remote, Prices prices) {
        return new StickerKeyboards(
                new Texts("delivery-texts"), new StickerStyles(new RemoteStyles(remote, true)), prices);
    }

    @Test
    void wherePeoplePayAStyleSaysWhatItCostsThem(@TempDir Path folder) throws Exception {
        Prices prices = Prices.of(
                Files.writeString(
                        folder.resolve("prices.yaml"),
                        "{credits-per-dollar: 70, prices: [{factor: 1.005}], packages: [{id: a, credits: 1, stars: 1}]}"),
                RemoteStyles.NONE);
        var menu = new StickerMenu(JOB, "none", true, Next.AGAIN, 1, StickerMode.CARD);

        assertThat(buttons(keyboards(List.of(CLAY), prices).styles(menu, "en")))
                .extracting(InlineKeyboardButton::text)
                .contains("🧸 Clay figure · 2.81 cr.");
    }

    @Test
    void theWayToTheStylesLeadsBackToTheSameMenu() {
        for (StickerMenu menu : menus()) {
            var back = buttons(keyboards.styles(menu, "en")).getLast();
            assertThat(ButtonAction.parse(back.callbackData())).contains(new ButtonAction.ShowMenu(menu));
        }
    }

    @Test
    void aSheetIsClosedWithoutTouchingItsSticker() {
        for (StickerMenu menu : menus()) {
            var close = buttons(keyboards.sheet(menu, "en")).getLast();
            assertThat(ButtonAction.parse(close.callbackData())).contains(new ButtonAction.CloseStyles(JOB));
        }
    }

    @Test
    void aPhoneShowsTwoBesideEachOtherUnderAStickerAndBelowASheetAsManyAsTheSheetHas() {
        for (StickerMenu menu : menus()) {
            for (var keyboard : List.of(keyboards.menu(menu, "ru"), keyboards.styles(menu, "ru"))) {
                assertThat(Stream.of(keyboard.inlineKeyboard())).allMatch(row -> row.length >= 1 && row.length <= 2);
            }
            assertThat(Stream.of(keyboards.sheet(menu, "ru").inlineKeyboard()))
                    .as("full rows, so that each button stands as its picture does")
                    .allMatch(row -> row.length == StylePreset.COLUMNS);
        }
    }

    @Test
    void whoGotACardBecauseNothingStoodOutCanTryAnyway() {
        assertThat(actions(sticker(StickerShape.CARD_NO_SUBJECT).setConfidence(0.3)))
                .startsWith(new ButtonAction.Reshape(JOB, StickerMode.CUT_OUT_ANYWAY));
        assertThat(actions(sticker(StickerShape.CARD_NO_SUBJECT).setConfidence(0)))
                .as("there is nothing to try")
                .noneMatch(ButtonAction.Reshape.class::isInstance);
    }

    @Test
    void anotherCutOutIsOfferedWhileOneLiesReady() {
        assertThat(actions(sticker(StickerShape.CUT_OUT).setChoices(4).setOtherChoices(List.of("a", "b"))))
                .startsWith(new ButtonAction.ReadyMade(JOB, 1))
                .noneMatch(ButtonAction.Again.class::isInstance);
        assertThat(actions(sticker(StickerShape.CUT_OUT).setChoices(4).setVariant(2)))
                .contains(new ButtonAction.Again(JOB, 3))
                .noneMatch(ButtonAction.ReadyMade.class::isInstance);
    }

    @Test
    void underTheLastVariantThereIsNoOther() {
        assertThat(actions(sticker(StickerShape.CUT_OUT).setChoices(4).setVariant(3)))
                .noneMatch(ButtonAction.Again.class::isInstance);
        assertThat(actions(sticker(StickerShape.CARD_AS_ASKED).setChoices(3).setVariant(1)))
                .contains(new ButtonAction.Again(JOB, 2));
    }

    @Test
    void theButtonForTheStylesSaysWhichOneTheStickerHas() {
        for (StickerMenu menu : menus()) {
            assertThat(buttons(keyboards.menu(menu, "ru")).stream()
                            .filter(button ->
                                    ButtonAction.parse(button.callbackData()).orElseThrow()
                                            instanceof ButtonAction.ShowStyles)
                            .map(InlineKeyboardButton::text))
                    .containsExactly("🎨 "
                            + (menu.style().equals("none")
                                    ? "Стиль"
                                    : StylePreset.ofId(menu.style())
                                            .orElseThrow()
                                            .title("ru")));
        }
    }

    @Test
    void nothingIsOfferedThatWouldGiveTheSameSticker() {
        assertThat(actions(sticker(StickerShape.OWN_TRANSPARENCY).setChoices(1)))
                .contains(new ButtonAction.Reshape(JOB, StickerMode.CARD))
                .noneMatch(ButtonAction.Again.class::isInstance);
        assertThat(actions(sticker(StickerShape.CARD_AS_ASKED).setChoices(3).setStylePresetId("sepia")))
                .noneMatch(ButtonAction.Reshape.class::isInstance);
        assertThat(actions(sticker(StickerShape.CARD_AS_ASKED).setChoices(3)))
                .contains(new ButtonAction.Reshape(JOB, StickerMode.CUT_OUT));
        assertThat(actions(sticker(StickerShape.CUT_OUT).setOutline(false)))
                .contains(new ButtonAction.Outline(JOB, true));
    }

    private List<ButtonAction> actions(StickerReady.Builder sticker) {
        var menu = StickerKeyboards.menuOf(sticker.build());
        return buttons(keyboards.menu(menu, "en")).stream()
                .map(button -> ButtonAction.parse(button.callbackData()).orElseThrow())
                .toList();
    }

    private static StickerReady.Builder sticker(StickerShape shape) {
        return StickerReady.newBuilder()
                .setStickerId(JOB)
                .setJobId(JOB)
                .setSessionId(JOB)
                .setUserId(JOB)
                .setChatId(1)
                .setChatKind(ChatKind.PRIVATE)
                .setWidth(512)
                .setHeight(512)
                .setQuality(90)
                .setShape(shape)
                .setRequestedAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setReadyAt(Instant.EPOCH);
    }

    private static List<StickerMenu> menus() {
        List<StickerMenu> menus = new ArrayList<>();
        for (StylePreset style : StylePreset.values()) {
            for (boolean outline : new boolean[] {true, false}) {
                for (Next next : Next.values()) {
                    for (StickerMode offered :
                            Arrays.asList(StickerMode.CUT_OUT, StickerMode.CARD, StickerMode.CUT_OUT_ANYWAY, null)) {
                        menus.add(new StickerMenu(JOB, style.id(), outline, next, 1, offered));
                    }
                }
            }
        }
        return menus;
    }

    private static List<InlineKeyboardButton> buttons(InlineKeyboardMarkup keyboard) {
        return Stream.of(keyboard.inlineKeyboard()).flatMap(Stream::of).toList();
    }
}
