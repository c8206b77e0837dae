package io.stickermill.generation.maker;

import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;

/** The model that is built in, loaded once for all tests of a process. */
public final class ShippedSubjects {

    public static final SubjectSearch SEARCH =
            new SubjectFinder(SegmentationModel.of(ModelSettings.SHIPPED).orElseThrow());

    private ShippedSubjects() {}
}
