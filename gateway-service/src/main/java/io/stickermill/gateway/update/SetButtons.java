package io.stickermill.gateway.update;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks for what the buttons under a message about a sticker set say; answers each. Whose set it is, tells who does it. */
final class SetButtons {

    private final SetRequests requests;
    private final SetTitles titles;
    private final PackRequests packs;
    private final SheetRequests sheets;
    private final ButtonAnswers answers;
    private final Clock clock;

    SetButtons(
            SetRequests requests,
            SetTitles titles,
            PackRequests packs,
            SheetRequests sheets,
            ButtonAnswers answers,
            Clock clock) {
        this.requests = requests;
        this.titles = titles;
        this.packs = packs;
        this.sheets = sheets;
        this.answers = answers;
        this.clock = clock;
    }

    CompletableFuture<?> pressed(SetAction action, Button button) {
        return switch (action) {
            case SetAction.Show(UUID set, int from) ->
                answered(about(StickerSetRequestKind.SHOW, set, button).setPosition(from), button, "");
            case SetAction.ShowSticker(UUID set, int part) ->
                answered(about(StickerSetRequestKind.SHOW_STICKER, set, button).setPart(part), button, "");
            case SetAction.AskTitle(UUID set) ->
                answers.after(
                        titles.ask(set, button, clock.instant()), button, answers.text(button, "button_set_title"));
            case SetAction.Move(UUID set, int part, int place) ->
                answered(
                        about(StickerSetRequestKind.MOVE, set, button)
                                .setPart(part)
                                .setPosition(place),
                        button,
                        "");
            case SetAction.Picture(UUID set, int _) -> {
                String sticker = button.stickerFileId();
                yield sticker == null
                        ? answers.only(button, "button_unknown")
                        : answers.after(
                                requests.picture(set, sticker, button, clock.instant()),
                                button,
                                answers.text(button, "button_set_picture"));
            }
            case SetAction.Remove(UUID set, int part) ->
                answered(
                        about(StickerSetRequestKind.REMOVE, set, button).setPart(part),
                        button,
                        answers.text(button, "button_set_remove"));
            case SetAction.Emoji(UUID set, int part, int emoji) ->
                answered(
                        about(StickerSetRequestKind.EMOJI, set, button)
                                .setPart(part)
                                .setEmoji(SetEmoji.ALL.get(emoji)),
                        button,
                        SetEmoji.ALL.get(emoji));
            case SetAction.SheetCell cell -> sheets.toggle(cell, button);
            case SetAction.MakeSheet wanted -> sheets.make(wanted, button);
            case SetAction.EndPack(UUID pack) ->
                packs.end(pack, button)
                        .<CompletableFuture<?>>map(
                                ended -> answers.after(ended, button, answers.text(button, "button_pack_done")))
                        .orElseGet(() -> answers.only(button, packs.whyNotEnded(pack, button)));
            case SetAction.Delete(UUID set, boolean confirmed) ->
                answered(
                        about(StickerSetRequestKind.DELETE, set, button).setConfirmed(confirmed),
                        button,
                        confirmed ? answers.text(button, "button_set_delete") : "");
        };
    }

    private StickerSetRequested.Builder about(StickerSetRequestKind kind, UUID setId, Button button) {
        return requests.ofButton(kind, setId, button, clock.instant());
    }

    /** @param words empty where the change shows itself */
    private CompletableFuture<?> answered(StickerSetRequested.Builder asked, Button button, String words) {
        return answers.after(requests.publish(asked), button, words);
    }
}
