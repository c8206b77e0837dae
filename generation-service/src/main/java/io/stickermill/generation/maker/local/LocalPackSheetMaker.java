package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.PackSheetMaker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.grid.Cell;
import io.stickermill.generation.maker.grid.Grid;
import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.generation.maker.grid.NoGrid.Reason;
import io.stickermill.generation.maker.grid.SheetLayout;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.sheet.NumberedPage;
import org.bytedeco.javacpp.PointerScope;

/** Finds the grid and numbers its drawings; cuts nothing out. Busy on its caller's thread. */
public final class LocalPackSheetMaker implements PackSheetMaker {

    private final LocalMakerSettings settings;
    private final PhotoDecoder decoder;

    public LocalPackSheetMaker(LocalMakerSettings settings) {
        setNumThreads(1);
        this.settings = settings;
        this.decoder = new PhotoDecoder(settings.limits());
    }

    @Override
    public PackSheet packSheet(byte[] photo) throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        try (var _ = new PointerScope()) {
            clock.begin(Step.DECODE);
            SheetLayout layout = Drawings.of(photo, decoder);
            clock.begin(Step.ENCODE);
            return switch (layout) {
                case NoGrid(Reason why) -> new PackSheet.None(why);
                case Grid grid
                when grid.cells().stream().anyMatch(this::isTooSmall) -> new PackSheet.None(Reason.TOO_SMALL);
                case Grid grid ->
                    new PackSheet.Numbered(new SheetSize(grid.drawn().size(), grid.columns()), NumberedPage.of(grid));
            };
        }
    }

    /** As a photo of its own it would be refused. */
    private boolean isTooSmall(Cell cell) {
        return Math.min(cell.width(), cell.height()) < settings.limits().minSide();
    }
}
