package io.stickermill.generation.remote;

import io.stickermill.generation.remote.RemoteDownload.Fetched;
import io.stickermill.generation.remote.RemoteRow.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks once more for what was paid and is not there: pictures at their providers, pictures and previews in storage. */
final class RemoteSync {

    /** Whoever asks waits for a minute at most, and one look may take long. */
    private static final Duration A_PART = Duration.ofSeconds(15);

    private final RemoteRows rows;
    private final RemoteProviders providers;
    private final RemotePictures pictures;
    private final RemotePreviews previews;

    RemoteSync(RemoteRows rows, RemoteProviders providers, RemotePictures pictures, RemotePreviews previews) {
        this.rows = rows;
        this.providers = providers;
        this.pictures = pictures;
        this.previews = previews;
    }

    /**
     * What came of one.
     *
     * @param came {@code brought} home, to be brought ({@code there}), {@code gone}, {@code away} for now, {@code running} still; of
     *     previews {@code made}, to be made ({@code missing}), {@code no_picture}, {@code unusable}
     */
    record Item(
            UUID generationId,
            String provider,
            String came,
            @Nullable String detail) {}

    /** @param next to be passed on for the rest; null at the end */
    record Part(int looked, List<Item> items, @Nullable UUID next) {}

    /**
     * Looks at some generations whose task may have come to a picture and that have none in storage.
     *
     * @param after the last one that was looked at
     * @param dry whether nothing is changed
     */
    Part pictures(Instant since, @Nullable UUID after, int most, boolean dry) {
        return each(since, after, most, row -> picture(row, dry));
    }

    /** Looks at some generations that have a picture, whether both previews are in storage. */
    Part previews(Instant since, @Nullable UUID after, int most, boolean dry) {
        return each(since, after, most, row -> preview(row, dry));
    }

    /** What is done for each; null where there is nothing to do. */
    private interface Look {
        @Nullable
        Item at(RemoteRow row);
    }

    private Part each(Instant since, @Nullable UUID after, int most, Look look) {
        RemoteRow last = after == null ? null : rows.byId(after).orElse(null);
        List<RemoteRow> found = rows.since(since, last, most);
        List<Item> items = new ArrayList<>();
        long end = System.nanoTime() + A_PART.toNanos();
        RemoteRow looked = null;
        int count = 0;
        for (RemoteRow row : found) {
            Item item = look.at(row);
            if (item != null) {
                items.add(item);
            }
            looked = row;
            count++;
            if (System.nanoTime() > end) {
                break;
            }
        }
        boolean all = count == found.size() && found.size() < most;
        return new Part(count, items, all || looked == null ? null : looked.id());
    }

    private @Nullable Item picture(RemoteRow row, boolean dry) {
        boolean lost = row.status() == Status.SUCCEEDED
                ? !pictures.isKept(Objects.requireNonNull(row.assetKey()))
                : row.status() == Status.FAILED || row.status() == Status.CANCELLED;
        if (!lost || row.taskId() == null || !row.paid()) {
            return null;
        }
        ImageProvider provider = providers.find(row.provider()).orElse(null);
        if (provider == null || provider.abilities().atOnce()) {
            return item(row, "gone", "the provider is not set, or keeps nothing");
        }
        return switch (providers.look(row.provider(), row.taskId())) {
            case Looked.Running _ -> item(row, "running", null);
            case Looked.NotNow(Refusal refusal) -> item(row, "away", refusal.detail());
            case Looked.Failed(Refusal refusal) -> item(row, "gone", refusal.detail());
            case Looked.Finished(RemotePicture picture) ->
                switch (pictures.fetch(picture)) {
                    case Fetched.Later(String cause) -> item(row, "away", cause);
                    case Fetched.Not(Refusal refusal) -> item(row, "gone", refusal.detail());
                    case Fetched.File(byte[] file) -> {
                        if (!dry) {
                            rows.found(row, pictures.keep(row, file));
                        }
                        yield item(row, dry ? "there" : "brought", null);
                    }
                };
        };
    }

    private @Nullable Item preview(RemoteRow row, boolean dry) {
        if (row.status() != Status.SUCCEEDED || previews.areThere(row)) {
            return null;
        }
        return item(
                row,
                dry
                        ? "missing"
                        : switch (previews.make(row)) {
                            case MADE -> "made";
                            case NO_PICTURE -> "no_picture";
                            case UNUSABLE -> "unusable";
                        },
                null);
    }

    private static Item item(RemoteRow row, String came, @Nullable String detail) {
        return new Item(row.id(), row.provider(), came, detail);
    }
}
