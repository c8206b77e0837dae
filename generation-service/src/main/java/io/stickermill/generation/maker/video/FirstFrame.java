package io.stickermill.generation.maker.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.generation.maker.UnusablePhoto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * The first picture of a stranger's video. FFmpeg opens it as what it was found to be and as nothing else: neither a list of other
 * files nor an address. It knows none of our secrets, and ends when its time is over.
 */
public final class FirstFrame {

    /** Of a video of 20 MB it takes a tenth of a second. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** A sticker is at most 512 pixels wide, a preview 1,024. */
    private static final int SIDE = 2048;

    private static final int LARGEST_PICTURE = 4 * SIDE * SIDE + 4096;

    private static final int LARGEST_ALLOCATION = 256 * 1024 * 1024;

    private static final String DECODERS = "h264,hevc,mpeg4,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1";

    private static final int FEW_WORDS = 300;

    private final long maxPixels;

    /** @param maxPixels of a frame */
    public FirstFrame(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** In what a video may come. */
    public enum Container {
        MP4("mp4"),
        WEBM("matroska");

        private final String demuxer;

        Container(String demuxer) {
            this.demuxer = demuxer;
        }
    }

    /**
     * Takes it out.
     *
     * @return a PNG of at most 2,048 pixels a side
     * @throws UnusablePhoto if there is none to be had
     */
    public byte[] of(byte[] video, Container container) throws UnusablePhoto {
        try {
            Path file = Files.createTempFile("stickermill-video-", "");
            try {
                Files.write(file, video);
                return taken(file, container);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw unreadable("FFmpeg can't be run: " + e.getMessage());
        }
    }

    private byte[] taken(Path file, Container container) throws IOException, UnusablePhoto {
        Path program = Path.of(Loader.load(ffmpeg.class));
        var builder = new ProcessBuilder(List.of(
                program.toString(),
                "-nostdin",
                "-hide_banner",
                "-v",
                "error",
                "-threads",
                "1",
                "-max_pixels",
                Long.toString(maxPixels),
                "-max_alloc",
                Integer.toString(LARGEST_ALLOCATION),
                "-protocol_whitelist",
                "file",
                "-codec_whitelist",
                DECODERS,
                "-f",
                container.demuxer,
                "-i",
                file.toString(),
                "-an",
                "-frames:v",
                "1",
                "-vf",
                "scale='min(%1$d,iw)':'min(%1$d,ih)':force_original_aspect_ratio=decrease".formatted(SIDE),
                "-c:v",
                "png",
                "-f",
                "image2pipe",
                "-protocol_whitelist",
                "pipe",
                "pipe:1"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            var picture = read(process.getInputStream(), LARGEST_PICTURE);
            var words = read(process.getErrorStream(), FEW_WORDS);
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unreadable("its first picture took longer than " + LONGEST);
            }
            byte[] png = picture.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            // A video without a frame ends well, too.
            if (process.exitValue() != 0 || png.length == 0) {
                throw unreadable("FFmpeg finds no picture in it: "
                        + new String(words.get(LONGEST.toSeconds(), TimeUnit.SECONDS), UTF_8).strip());
            }
            return png;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while it was waited for", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("what it says can't be read", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** To its end, so that nobody waits for a full pipe; what is more than so much is left out. */
    private static CompletableFuture<byte[]> read(InputStream pipe, int most) {
        var read = new CompletableFuture<byte[]>();
        Thread.ofVirtual().start(() -> {
            try (pipe) {
                byte[] begin = pipe.readNBytes(most);
                pipe.transferTo(OutputStream.nullOutputStream());
                read.complete(begin);
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        return read;
    }

    private static UnusablePhoto unreadable(String detail) {
        return new UnusablePhoto(UnusablePhoto.Reason.UNREADABLE_IMAGE, detail);
    }
}
