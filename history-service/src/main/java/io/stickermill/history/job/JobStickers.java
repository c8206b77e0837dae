package io.stickermill.history.job;

import io.stickermill.history.job.Jobs.Job;
import io.stickermill.history.sticker.StickerList;
import io.stickermill.history.sticker.StickerView;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.Ids;
import org.jspecify.annotations.Nullable;

/** What jobs have become. */
class JobStickers {

    private final StickerList stickers;
    private final ObjectStorage storage;

    JobStickers(StickerList stickers, ObjectStorage storage) {
        this.stickers = stickers;
        this.storage = storage;
    }

    /** The sticker of a job that was delivered, found by its id. Null of any other job. */
    @Nullable
    StickerView of(Job job) {
        return job.state() == JobState.DELIVERED
                ? stickers.find(Ids.sticker(job.id(), 0))
                        .map(sticker -> StickerView.of(sticker, storage))
                        .orElse(null)
                : null;
    }
}
