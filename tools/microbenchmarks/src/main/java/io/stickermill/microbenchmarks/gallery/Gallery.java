package io.stickermill.microbenchmarks.gallery;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Every photo of a folder as every sticker, for the eye: photos folder, output folder. */
public final class Gallery {

    private static final int CELL = 150;

    /** Telegram's light and dark chats. */
    private static final int[][] GROUNDS = {{255, 228}, {38, 26}};

    private final StickerMaker maker =
            LocalMakers.of(LocalMakerSettings.DEFAULT, ModelSettings.SHIPPED).stickers();

    /** One kind of sticker; a column of the sheet. */
    private record Column(String title, StickerOptions options, boolean dark) {}

    public static void run(List<String> arguments) throws Exception {
        List<Path> photos;
        try (Stream<Path> files = Files.walk(Path.of(arguments.get(0)))) {
            photos = files.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png|webp)"))
                    .filter(file -> !file.toString().endsWith(".mask.png"))
                    .sorted()
                    .toList();
        }
        new Gallery().write(photos, Files.createDirectories(Path.of(arguments.get(1))));
    }

    private static List<Column> columns() {
        StickerOptions plain = StickerOptions.DEFAULT;
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("cut-out", plain, false));
        columns.add(new Column("cut-out", plain, true));
        columns.add(new Column("again", plain.withVariant(1), false));
        boolean dark = true;
        for (StylePreset style : StylePreset.values()) {
            if (style != StylePreset.NONE) {
                columns.add(new Column(style.id(), plain.withStyle(style.id()), dark));
                dark = !dark;
            }
        }
        columns.add(new Column("text", plain.withText("Доброе утро, world! ☕🎉"), dark));
        columns.add(new Column("card", plain.withMode(StickerOptions.Mode.CARD), !dark));
        return columns;
    }

    private void write(List<Path> photos, Path folder) throws IOException {
        List<Column> columns = columns();
        var page = new StringBuilder(HEAD);
        columns.forEach(column -> page.append("<th>").append(column.title).append("</th>"));
        try (var _ = new PointerScope()) {
            Mat sheet = new Mat(CELL * photos.size(), CELL * (columns.size() + 1), CV_8UC3, Scalar.all(128));
            for (int row = 0; row < photos.size(); row++) {
                Path photo = photos.get(row);
                byte[] file = Files.readAllBytes(photo);
                String name = photo.getFileName().toString();
                Files.write(folder.resolve(name), file);
                page.append("</tr><tr><td><img src='%s'><br>%s</td>".formatted(name, name));
                try (var _ = new PointerScope()) {
                    paste(decoded(file, IMREAD_COLOR), sheet, 0, row);
                    for (int column = 0; column < columns.size(); column++) {
                        cell(file, name, columns.get(column), column + 1, row, sheet, page, folder);
                    }
                }
            }
            imwrite(folder.resolve("sheet.png").toString(), sheet);
            imwrite(folder.resolve("sheet.jpg").toString(), sheet, new IntPointer(IMWRITE_JPEG_QUALITY, 85));
        }
        Files.writeString(folder.resolve("index.html"), page.append("</tr></table></body></html>"));
        System.out.printf("%d photos in %s and sheet.png%n", photos.size(), folder.resolve("index.html"));
    }

    private void cell(
            byte[] file, String name, Column column, int at, int row, Mat sheet, StringBuilder page, Path folder)
            throws IOException {
        MadeSticker made;
        try {
            made = maker.make(file, column.options, step -> {});
        } catch (UnusablePhoto refused) {
            page.append("<td>").append(refused.reason()).append("</td>");
            return;
        }
        String sticker = "%s-%02d.webp".formatted(name.replace('.', '-'), at);
        Files.write(folder.resolve(sticker), made.webp());
        page.append(String.format(
                Locale.ROOT,
                "<td class='%s'><img src='%s'><br>%s %.2f, %d KB</td>",
                column.dark ? "dark" : "light",
                sticker,
                made.shape(),
                made.confidence(),
                made.webp().length / 1000));
        paste(onChecks(decoded(made.webp(), IMREAD_UNCHANGED), GROUNDS[column.dark ? 1 : 0]), sheet, at, row);
        if (at == 1) {
            System.out.printf(
                    "%-34s %s, confidence %.2f, %d choices, %d bytes%n",
                    name, made.shape(), made.confidence(), made.choices(), made.webp().length);
        }
    }

    private static Mat decoded(byte[] file, int flags) {
        return imdecode(new Mat(1, file.length, CV_8U, new BytePointer(file)), flags);
    }

    private static void paste(Mat bgr, Mat sheet, int column, int row) {
        double scale = (CELL - 4.0) / Math.max(bgr.cols(), bgr.rows());
        Mat small = new Mat();
        Size size = new Size(Math.max(1, (int) (bgr.cols() * scale)), Math.max(1, (int) (bgr.rows() * scale)));
        resize(bgr, small, size, 0, 0, INTER_AREA);
        small.copyTo(new Mat(sheet, new Rect(column * CELL + 2, row * CELL + 2, small.cols(), small.rows())));
    }

    private static Mat onChecks(Mat bgra, int[] grounds) {
        byte[] sticker = new byte[(int) bgra.total() * 4];
        bgra.data().get(sticker);
        byte[] seen = new byte[(int) bgra.total() * 3];
        for (int i = 0; i < bgra.total(); i++) {
            int ground = grounds[(i % bgra.cols() / 32 + i / bgra.cols() / 32) % 2];
            int alpha = sticker[i * 4 + 3] & 0xff;
            for (int c = 0; c < 3; c++) {
                seen[i * 3 + c] = (byte) (((sticker[i * 4 + c] & 0xff) * alpha + ground * (255 - alpha)) / 255);
            }
        }
        Mat result = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
        result.data().put(seen);
        return result;
    }

    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stickermill: gallery</title><style>
            body { font: 12px sans-serif; background: #888 } img { width: 220px; height: 220px; object-fit: contain }
            td { padding: 6px; text-align: center }
            .light { background: repeating-conic-gradient(#fff 0 25%, #e4e4e4 0 50%) 0 0/32px 32px }
            .dark { background: repeating-conic-gradient(#262626 0 25%, #1a1a1a 0 50%) 0 0/32px 32px; color: #ccc }
            </style></head><body><table><tr><th>photo</th>""";
}
