package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.PackSheetMaker;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that makes stickers on this machine, from settings alone. One a process: the model takes hundreds of megabytes.
 *
 * @param model the file of the model that cuts out; without one every photo becomes a card
 */
public record LocalMakers(
        StickerMaker stickers,
        StyleSheetMaker sheets,
        PackSheetMaker packSheets,
        SmallPictureMaker smallPictures,
        Optional<Path> model) {

    /**
     * Loads OpenCV and the model, which takes seconds, and lets the model work once.
     *
     * @throws io.stickermill.generation.maker.model.UnusableModel if a model is set that can't be read or doesn't fit
     */
    public static LocalMakers of(LocalMakerSettings settings, ModelSettings modelSettings) {
        Optional<SegmentationModel> model = SegmentationModel.of(modelSettings);
        SubjectSearch subjects = model.<SubjectSearch>map(SubjectFinder::new).orElse(SubjectSearch.NOTHING);
        return new LocalMakers(
                new LocalStickerMaker(settings, subjects),
                new LocalStyleSheetMaker(settings, subjects),
                new LocalPackSheetMaker(settings),
                new LocalSmallPictureMaker(settings),
                model.map(SegmentationModel::file));
    }
}
