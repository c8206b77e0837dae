package io.stickermill.microbenchmarks.provider;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Stickers that a provider makes: a photo is posted to it, and its answer is the file. */
final class ProvidedStickers implements StickerMaker {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SIDE = 512;
    private static final int QUALITY = 90;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    ProvidedStickers(URI url) {
        this.url = url;
    }

    @Override
    public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) {
        steps.began(Step.CUT_OUT);
        long begin = System.nanoTime();
        byte[] file = asked(photo);
        return new MadeSticker(
                file,
                SIDE,
                SIDE,
                QUALITY,
                Shape.CUT_OUT,
                1,
                1,
                0,
                Map.of(Step.CUT_OUT, Duration.ofNanos(System.nanoTime() - begin)));
    }

    @Override
    public void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each) {
        each.accept(make(photo, options, steps));
    }

    private byte[] asked(byte[] photo) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(photo))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new MakerEnded("the provider answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service stops");
        }
    }
}
