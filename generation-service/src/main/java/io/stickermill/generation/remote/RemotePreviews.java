package io.stickermill.generation.remote;

import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Small pictures of what remote models have made: made soon after, and made again where they are missing. */
class RemotePreviews {

    private static final Logger log = LoggerFactory.getLogger(RemotePreviews.class);

    /** In pixels of the longer side. */
    private static final int PREVIEW = 1024;

    private static final int THUMBNAIL = 256;

    private static final int BATCH = 10;

    private final RemoteRows rows;
    private final RemotePictures pictures;
    private final SmallPictureMaker maker;
    private final ObjectStorage storage;
    private final ReentrantLock one = new ReentrantLock();

    RemotePreviews(RemoteRows rows, RemotePictures pictures, SmallPictureMaker maker, ObjectStorage storage) {
        this.rows = rows;
        this.pictures = pictures;
        this.maker = maker;
        this.storage = storage;
    }

    /** What became of one. */
    enum Made {
        MADE,
        /** Its picture is not in storage. */
        NO_PICTURE,
        /** Its picture can't be drawn. */
        UNUSABLE
    }

    /** By a rate, as {@link RemoteTelling}: drawing takes its time. */
    @Scheduled(fixedRateString = "3s", initialDelayString = "5s")
    public void makeNew() {
        if (!one.tryLock()) {
            return;
        }
        try {
            List<RemoteRow> without = rows.withoutPreview(BATCH);
            for (RemoteRow row : without) {
                make(row);
            }
        } catch (RuntimeException away) {
            log.warn("previews are not made yet: {}", away.toString());
        } finally {
            one.unlock();
        }
    }

    Made make(RemoteRow row) {
        Optional<byte[]> picture = pictures.kept(Objects.requireNonNull(row.assetKey()));
        if (picture.isEmpty()) {
            rows.previews(row, "", "");
            return Made.NO_PICTURE;
        }
        try {
            String preview = StorageKeys.generationPreview(row.userId(), row.id(), PREVIEW);
            String thumbnail = StorageKeys.generationPreview(row.userId(), row.id(), THUMBNAIL);
            storage.put(preview, maker.webp(picture.get(), PREVIEW));
            storage.put(thumbnail, maker.webp(picture.get(), THUMBNAIL));
            rows.previews(row, preview, thumbnail);
            return Made.MADE;
        } catch (UnusablePhoto | MakerEnded unusable) {
            log.info("generation {} has no preview: {}", row.id(), unusable.toString());
            rows.previews(row, "", "");
            return Made.UNUSABLE;
        }
    }

    /** Whether both are where its row says. */
    boolean areThere(RemoteRow row) {
        return isThere(row.previewKey()) && isThere(row.thumbnailKey());
    }

    private boolean isThere(@Nullable String key) {
        return key != null && !key.isEmpty() && storage.size(key).isPresent();
    }
}
