package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.local.LocalMakers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.springframework.util.unit.DataSize;

/** The real program, but for photos that say behind their end what is to happen: it then does, in the middle of the work. */
public final class ObedientChild {

    private static final String MARK = "\nOBEY ";

    private ObedientChild() {}

    public static ChildCommand command() {
        return new ChildCommand(ObedientChild.class.getName(), DataSize.ofMegabytes(256), 1);
    }

    /** The same picture; it ends its maker with SIGSEGV. */
    public static byte[] crashing(byte[] photo) {
        return with(photo, "crash");
    }

    /** The same picture; its maker waits until the file is there. */
    public static byte[] waitingFor(Path file, byte[] photo) {
        return with(photo, file.toString());
    }

    private static byte[] with(byte[] photo, String what) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(photo);
        both.writeBytes((MARK + what).getBytes(ISO_8859_1));
        return both.toByteArray();
    }

    public static void main(String[] arguments) {
        ChildProgram.run(makers -> new LocalMakers(
                new Obedient(makers.stickers()),
                makers.sheets(),
                photo -> {
                    obey(photo);
                    return makers.packSheets().packSheet(photo);
                },
                makers.smallPictures(),
                makers.model()));
    }

    private record Obedient(StickerMaker maker) implements StickerMaker {

        @Override
        public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto {
            obey(photo);
            return maker.make(photo, options, steps);
        }

        @Override
        public void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each)
                throws UnusablePhoto {
            obey(photo);
            maker.makeAll(photo, options, steps, each);
        }
    }

    private static void obey(byte[] photo) {
        String text = new String(photo, ISO_8859_1);
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            return;
        }
        String what = text.substring(mark + MARK.length());
        try {
            if (what.equals("crash")) {
                FakeChild.signalToSelf("SEGV");
            }
            while (!Files.exists(Path.of(what))) {
                Thread.sleep(20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
