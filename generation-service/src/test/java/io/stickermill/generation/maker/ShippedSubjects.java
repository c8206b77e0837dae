package io.stickermill.generation.maker;

import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.model.ModelPreset;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;

/** The model that is built in, loaded once for all tests of a process; it looks once at each photo. */
public final class ShippedSubjects {

    /** More than there are photos in the tests, which look at the same few; each look takes seconds. */
    private static final int REMEMBERED = 50;

    public static final SubjectSearch SEARCH = new SubjectFinder(
            SegmentationModel.of(new ModelSettings(null, ModelPreset.U2NET, null, null, null, null, 1, REMEMBERED))
                    .orElseThrow());

    private ShippedSubjects() {}
}
