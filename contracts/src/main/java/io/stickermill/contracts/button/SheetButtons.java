package io.stickermill.contracts.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The buttons under the preview of a sheet: a number for each drawing, and one that makes them. */
public final class SheetButtons {

    private SheetButtons() {}

    /** @param row from 0 */
    public record Button(int row, String text, String data) {}

    /**
     * Those under a preview.
     *
     * @param without the drawings that are left out, from 0
     * @param make what the last button says
     */
    public static List<Button> of(UUID packId, SheetSize size, Set<Integer> without, String make) {
        List<Button> buttons = new ArrayList<>();
        for (int cell = 0; cell < size.cells(); cell++) {
            String number = Integer.toString(cell + 1);
            buttons.add(new Button(
                    cell / size.columns(),
                    without.contains(cell) ? "✖ " + number : number,
                    new SetAction.SheetCell(packId, size, cell).callbackData()));
        }
        buttons.add(new Button(
                (size.cells() - 1) / size.columns() + 1, make, new SetAction.MakeSheet(packId, size).callbackData()));
        return buttons;
    }
}
