package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.contracts.button.StickerMenu.Next;
import io.stickermill.contracts.credit.Credits;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerReady;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The buttons under stickers: a menu; under a sheet of styles, or in the menu's place, the styles. */
final class StickerKeyboards {

    /** So many fit beside each other under a sticker with all of their words; below a sheet, which is wider, more. */
    private static final int COLUMNS = 2;

    private final Texts texts;
    private final StickerStyles styles;
    private final Prices prices;

    StickerKeyboards(Texts texts, StickerStyles styles, Prices prices) {
        this.texts = texts;
        this.styles = styles;
        this.prices = prices;
    }

    /** What the buttons under a new sticker depend on. */
    static StickerMenu menuOf(StickerReady sticker) {
        Next next = Next.AGAIN;
        if (!sticker.getOtherChoices().isEmpty()) {
            next = Next.READY_MADE;
        } else if (sticker.getVariant() + 1 >= sticker.getChoices()) {
            // The one after the last would be the first again, which the person has.
            next = Next.NONE;
        }
        String named = sticker.getStylePresetId();
        String style = StickerStyle.ID.matcher(named).matches() ? named : StylePreset.NONE.id();
        return new StickerMenu(
                sticker.getJobId(),
                style,
                sticker.getOutline(),
                next,
                sticker.getVariant() + 1,
                offered(sticker, style));
    }

    private static @Nullable StickerMode offered(StickerReady sticker, String style) {
        return switch (sticker.getShape()) {
            case CUT_OUT, OWN_TRANSPARENCY -> StickerMode.CARD;
            case CARD_AS_ASKED ->
                StylePreset.ofId(style).filter(StylePreset::needsCard).isPresent() ? null : StickerMode.CUT_OUT;
            // Where nothing whatever was found there is nothing to cut out.
            case CARD_NO_SUBJECT -> sticker.getConfidence() > 0 ? StickerMode.CUT_OUT_ANYWAY : null;
            case UNKNOWN -> null;
        };
    }

    /** The buttons that a reply names itself; of no buttons, a keyboard that takes away those that are there. */
    static InlineKeyboardMarkup of(List<ReplyButton> buttons) {
        SortedMap<Integer, List<InlineKeyboardButton>> byRow = new TreeMap<>();
        for (ReplyButton button : buttons) {
            InlineKeyboardButton shown = new InlineKeyboardButton(button.getText());
            byRow.computeIfAbsent(button.getRow(), _ -> new ArrayList<>())
                    .add(button.getUrl() == null ? shown.callbackData(button.getData()) : shown.url(button.getUrl()));
        }
        return keyboard(byRow.values().stream()
                .map(row -> row.toArray(InlineKeyboardButton[]::new))
                .toList());
    }

    InlineKeyboardMarkup menu(StickerMenu menu, String language) {
        boolean anyway = menu.offered() == StickerMode.CUT_OUT_ANYWAY;
        List<InlineKeyboardButton> wide = new ArrayList<>();
        if (anyway) {
            wide.add(button(language, "button_cut_out_anyway", reshaped(menu)));
        }
        if (menu.next() == Next.READY_MADE) {
            wide.add(button(language, "button_ready_made", new ButtonAction.ReadyMade(menu.jobId(), menu.variant())));
        }
        List<InlineKeyboardButton> others = new ArrayList<>();
        others.add(button(styleName(menu.style(), language), new ButtonAction.ShowStyles(menu)));
        others.add(button(language, "button_text", new ButtonAction.AskText(menu.jobId())));
        others.add(button(
                language,
                menu.outline() ? "button_no_outline" : "button_outline",
                new ButtonAction.Outline(menu.jobId(), !menu.outline())));
        if (menu.offered() != null && !anyway) {
            String key = menu.offered() == StickerMode.CARD ? "button_card" : "button_cut_out";
            others.add(button(language, key, reshaped(menu)));
        }
        if (menu.next() == Next.AGAIN) {
            others.add(button(language, "button_again", new ButtonAction.Again(menu.jobId(), menu.variant())));
        }
        if (styles.ofId(menu.style()).filter(RemoteStyle.class::isInstance).isPresent()) {
            others.add(button(language, "button_prompt", new ButtonAction.ShowPrompt(menu.jobId())));
        }
        others.add(button(language, "button_add_to_set", new ButtonAction.AddToSet(menu.jobId(), 0)));
        others.add(button(language, "button_delete", new ButtonAction.Delete(menu.jobId(), 0)));
        List<InlineKeyboardButton[]> rows = new ArrayList<>(rows(wide, 1));
        rows.addAll(rows(others, COLUMNS));
        return keyboard(rows);
    }

    /** In place of the menu, where there is no sheet. */
    InlineKeyboardMarkup styles(StickerMenu menu, String language) {
        return styles(menu, language, COLUMNS, button(language, "button_back", new ButtonAction.ShowMenu(menu)));
    }

    /** Under a sheet: each button where its picture stands in it. */
    InlineKeyboardMarkup sheet(StickerMenu menu, String language) {
        return styles(
                menu,
                language,
                StylePreset.COLUMNS,
                button(language, "button_close", new ButtonAction.CloseStyles(menu.jobId())));
    }

    /** Those of the house stand as on their sheet. A remote style says what it costs, and has its row for itself. */
    private InlineKeyboardMarkup styles(StickerMenu menu, String language, int columns, InlineKeyboardButton last) {
        List<InlineKeyboardButton> house = new ArrayList<>();
        for (StylePreset style : StylePreset.values()) {
            house.add(restyle(menu, style, style.title(language)));
        }
        List<InlineKeyboardButton> remote = new ArrayList<>();
        for (RemoteStyle style : styles.remote()) {
            remote.add(restyle(menu, style, titleAndPrice(style, language)));
        }
        house.add(last);
        List<InlineKeyboardButton[]> rows = new ArrayList<>(rows(house, columns));
        rows.addAll(rows(remote, 1));
        return keyboard(rows);
    }

    private static InlineKeyboardButton restyle(StickerMenu menu, StickerStyle style, String title) {
        return button(
                style.id().equals(menu.style()) ? "✓ " + title : title,
                new ButtonAction.Restyle(menu.jobId(), style.id()));
    }

    private String titleAndPrice(RemoteStyle style, String language) {
        String emoji = style.emoji().map(shown -> shown + " ").orElse("");
        String price = price(style, language);
        return emoji + style.title(language) + (price.isEmpty() ? "" : " · " + price);
    }

    /** What it costs who presses, in credits; where nothing costs them anything, what it costs whoever runs the bot. */
    private String price(RemoteStyle style, String language) {
        BigDecimal price = prices.areOn() ? prices.of(style) : style.price();
        return price.signum() == 0
                ? ""
                : texts.get(language, prices.areOn() ? "price_credits" : "price", Credits.text(price));
    }

    private static List<InlineKeyboardButton[]> rows(List<InlineKeyboardButton> buttons, int columns) {
        List<InlineKeyboardButton[]> rows = new ArrayList<>();
        for (int from = 0; from < buttons.size(); from += columns) {
            int to = Math.min(from + columns, buttons.size());
            rows.add(buttons.subList(from, to).toArray(InlineKeyboardButton[]::new));
        }
        return rows;
    }

    private static InlineKeyboardMarkup keyboard(List<InlineKeyboardButton[]> rows) {
        return new InlineKeyboardMarkup(rows.toArray(InlineKeyboardButton[][]::new));
    }

    private static ButtonAction.Reshape reshaped(StickerMenu menu) {
        StickerMode offered = menu.offered();
        if (offered == null) {
            throw new IllegalArgumentException("no other shape in " + menu);
        }
        return new ButtonAction.Reshape(menu.jobId(), offered);
    }

    /** What the button for the styles says: the style that the sticker has, where it has one. */
    private String styleName(String style, String language) {
        return styles.ofId(style)
                .filter(found -> found != StylePreset.NONE)
                .map(found -> texts.get(language, "button_style_of", found.title(language)))
                .orElseGet(() -> texts.get(language, "button_style"));
    }

    private InlineKeyboardButton button(String language, String key, ButtonAction action) {
        return button(texts.get(language, key), action);
    }

    private static InlineKeyboardButton button(String text, ButtonAction action) {
        return new InlineKeyboardButton(text).callbackData(action.callbackData());
    }
}
