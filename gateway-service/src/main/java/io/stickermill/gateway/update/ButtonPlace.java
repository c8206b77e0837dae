package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a button can stand where it was pressed. Its data is input and may name any job of the person's; under which message
 * it stands says Telegram.
 */
final class ButtonPlace {

    private ButtonPlace() {}

    /**
     * Tells whether the message is one of the job's. Until it has been heard where a job's sticker is, any message may be it.
     *
     * @param carried the job whose sticker the message carries; empty for a status, a sheet, or what has not been heard of yet
     * @param stickerKnown whether it is known which message carries the sticker of the action's own job
     */
    static boolean fits(ButtonAction action, Optional<UUID> carried, boolean stickerKnown) {
        boolean underItsSticker = carried.filter(action.jobId()::equals).isPresent();
        boolean elsewhere = carried.isEmpty();
        return switch (action) {
            case ButtonAction.Again _,
                    ButtonAction.ReadyMade _,
                    ButtonAction.Outline _,
                    ButtonAction.Reshape _,
                    ButtonAction.AskText _,
                    ButtonAction.ShowStyles _,
                    ButtonAction.ShowPrompt _,
                    ButtonAction.AddToSet _,
                    ButtonAction.Delete _ -> underItsSticker || (elsewhere && !stickerKnown);
            // The styles' names stand under a sheet, or under the sticker in place of its menu.
            case ButtonAction.Restyle _, ButtonAction.ShowMenu _ -> underItsSticker || elsewhere;
            // They remove, or stand under, what is no sticker.
            case ButtonAction.CloseStyles _, ButtonAction.Cancel _ -> elsewhere;
        };
    }
}
