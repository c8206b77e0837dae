package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A child that does what its photo says, and draws nothing. */
final class FakeChild {

    private FakeChild() {}

    public static void main(String[] arguments) throws Exception {
        var orders = new FileInputStream(FileDescriptor.in);
        var answers = ChildCommand.answers();
        warmUp(orders, answers);
        while (true) {
            if (Order.readFrom(orders) instanceof Order.Sticker(byte[] photo, var _, boolean _)) {
                new ChildAnswer.Needs(10_000_000).writeTo(answers);
                Order.readFrom(orders);
                does(new String(photo, UTF_8), answers);
            } else {
                new ChildAnswer.Finished().writeTo(answers);
            }
        }
    }

    /** What it is to work with is not read: to load what reads JSON is most of what its start would take. */
    private static void warmUp(InputStream orders, OutputStream answers) throws IOException {
        var _ = Frames.read(orders, Frames.LARGEST_ORDER, (_, body) -> body.readAllBytes());
        new ChildAnswer.Finished().writeTo(answers);
    }

    private static void does(String what, OutputStream answers) throws Exception {
        switch (what) {
            case "crash" -> signalToSelf("SEGV");
            case "run out of memory" -> hold(new byte[1 << 30]);
            case "hang" -> new CountDownLatch(1).await();
            case "say nonsense" -> answers.write("Corrupt JPEG data: 3 extraneous bytes".getBytes(UTF_8));
            case "claim a huge frame" -> new DataOutputStream(answers).writeInt(Integer.MAX_VALUE);
            case "claim a negative frame" -> new DataOutputStream(answers).writeInt(-1);
            case "take memory" -> {
                hold(Arena.global().allocate(400_000_000));
                new CountDownLatch(1).await();
            }
            case "nothing" -> new ChildAnswer.Finished().writeTo(answers);
            case "one and crash" -> {
                new ChildAnswer.Made(sticker()).writeTo(answers);
                signalToSelf("SEGV");
            }
            case "names of the environment" ->
                new ChildAnswer.Refused(
                                Reason.UNREADABLE_IMAGE,
                                System.getenv().keySet().toString())
                        .writeTo(answers);
            default -> {
                System.out.println("Corrupt JPEG data: premature end");
                new ChildAnswer.Began(Step.DECODE).writeTo(answers);
                new ChildAnswer.Made(sticker()).writeTo(answers);
                new ChildAnswer.Finished().writeTo(answers);
            }
        }
    }

    private static void hold(Object memory) {
        System.err.println("holds " + memory.hashCode());
    }

    static void signalToSelf(String signal) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        new CountDownLatch(1).await();
    }

    private static MadeSticker sticker() {
        return new MadeSticker(new byte[] {1, 2, 3}, 512, 400, 90, Shape.CUT_OUT, 0.5, 3, 0, Map.of());
    }
}
