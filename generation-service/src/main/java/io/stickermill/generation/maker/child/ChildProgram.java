package io.stickermill.generation.maker.child;

import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.model.UnusableModel;
import io.stickermill.generation.maker.photo.PhotoHeader;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * The program that a child runs: orders on its standard input, answers on a pipe of their own. It has no other connection to
 * anything. What is wrong with a photo is an answer; whatever else goes wrong ends the process, for nobody knows what state
 * native code is in then.
 */
public final class ChildProgram {

    private static final int BROKEN = 70;

    private final LocalMakers makers;
    private final PhotoLimits limits;
    private final BlockingQueue<Order> orders;
    private final OutputStream answers;

    private ChildProgram(LocalMakers makers, PhotoLimits limits, BlockingQueue<Order> orders, OutputStream answers) {
        this.makers = makers;
        this.limits = limits;
        this.orders = orders;
        this.answers = answers;
    }

    public static void main(String[] arguments) {
        run(makers -> makers);
    }

    /** @param changed what a test makes of the makers */
    static void run(UnaryOperator<LocalMakers> changed) {
        dieFirst();
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        Thread.ofPlatform().name("orders").daemon().start(() -> receive(orders));
        try (OutputStream answers = ChildCommand.answers()) {
            if (!(orders.take() instanceof Order.WarmUp(ChildWork work))) {
                throw new Frames.Malformed("the first order is to warm up");
            }
            LocalMakers makers;
            try {
                makers = changed.apply(LocalMakers.of(work.local(), work.model()));
            } catch (UnusableModel unfit) {
                new ChildAnswer.Unfit(String.valueOf(unfit.getMessage())).writeTo(answers);
                return;
            }
            new ChildProgram(makers, work.local().limits(), orders, answers).serve();
        } catch (Throwable broken) {
            broken.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    /** Where memory runs out, the kernel is to end a child, not the service or a neighbour. Anybody may be more modest. */
    private static void dieFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException notLinux) {
            System.err.println("not the first to die: " + notLinux);
        }
    }

    /** The pipe's end is the service's end, however it came. It must be seen in the middle of the work, too. */
    private static void receive(BlockingQueue<Order> orders) {
        try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16)) {
            while (true) {
                orders.put(Order.readFrom(in));
            }
        } catch (IOException | InterruptedException end) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void serve() throws IOException, InterruptedException {
        warmUp();
        say(new ChildAnswer.Finished());
        while (true) {
            try {
                switch (orders.take()) {
                    case Order.Sticker(byte[] photo, StickerOptions options, boolean following) -> {
                        awaitRoom(photo);
                        make(photo, options, following);
                        say(new ChildAnswer.Finished());
                    }
                    case Order.Sheet sheet -> {
                        awaitRoom(sheet.photo());
                        say(new ChildAnswer.Drawn(makers.sheets()
                                .sheet(sheet.photo(), sheet.options(), sheet.language(), sheet.samples())));
                    }
                    case Order.PackSheet(byte[] photo) -> {
                        awaitRoom(photo);
                        say(new ChildAnswer.Looked(makers.packSheets().packSheet(photo)));
                    }
                    case Order.SmallPicture(byte[] picture, int side, Order.Form form) -> {
                        awaitRoom(picture);
                        SmallPictureMaker small = makers.smallPictures();
                        say(new ChildAnswer.Drawn(
                                switch (form) {
                                    case SQUARE_WEBP -> small.inSquare(picture, side);
                                    case JPEG -> small.fitted(picture, side);
                                    case WEBP -> small.webp(picture, side);
                                }));
                    }
                    case Order.WarmUp _, Order.Go _ -> throw new Frames.Malformed("not now");
                }
            } catch (UnusablePhoto refused) {
                say(new ChildAnswer.Refused(refused.reason(), refused.detail()));
            }
        }
    }

    /** What a person would wait for otherwise: libraries and classes that only the first photo loads. */
    private void warmUp() throws IOException {
        var picture = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = picture.createGraphics();
        brush.setColor(Color.LIGHT_GRAY);
        brush.fillRect(0, 0, 320, 320);
        brush.setColor(Color.RED);
        brush.fillOval(60, 60, 200, 200);
        brush.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        try {
            makers.stickers().make(file.toByteArray(), StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY), _ -> {});
        } catch (UnusablePhoto slow) {
            System.err.println("warming up took long: " + slow.detail());
        }
    }

    private void awaitRoom(byte[] photo) throws IOException, InterruptedException, UnusablePhoto {
        say(new ChildAnswer.Needs(PhotoHeader.read(photo, limits).decodedBytes()));
        if (!(orders.take() instanceof Order.Go)) {
            throw new Frames.Malformed("only a go may follow");
        }
    }

    private void make(byte[] photo, StickerOptions options, boolean following) throws UnusablePhoto {
        StickerMaker stickers = makers.stickers();
        if (following) {
            stickers.makeAll(
                    photo,
                    options,
                    step -> tell(new ChildAnswer.Began(step)),
                    made -> tell(new ChildAnswer.Made(made)));
        } else {
            tell(new ChildAnswer.Made(stickers.make(photo, options, step -> tell(new ChildAnswer.Began(step)))));
        }
    }

    private void tell(ChildAnswer answer) {
        try {
            say(answer);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private void say(ChildAnswer answer) throws IOException {
        answer.writeTo(answers);
    }
}
