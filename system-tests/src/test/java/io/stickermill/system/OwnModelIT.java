package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segmentation model that somebody brings along, on a running stack. */
class OwnModelIT {

    /** What generation's {@code TinyModel} writes: it takes 64 x 64 pixels and finds what is red. */
    private static final String RED_THINGS =
            "CAg6lQEKGAoCaW4KB3dlaWdodHMSA3N1bSIEQ29udgoTCgNzdW0SA291dCIHU2lnbW9pZBIEdGl"
                    + "ueSohCAEIAwgBCAEQAUIHd2VpZ2h0c0oMAACgQQAAoMEAAKDBWhwKAmluEhYKFAgBEhAKAggBCgIIAwoCCEAKAghAYh0KA291dBIWChQ"
                    + "IARIQCgIIAQoCCAEKAghACgIIQEIECgAQDQ==";

    private static final long USER = 70_001;

    private static final Duration PATIENCE = Duration.ofSeconds(280);

    @TempDir
    private Path folder;

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    @AfterAll
    static void down() throws Exception {
        Stack.Ran ran = stack.restart("generation", Map.of(), PATIENCE);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
    }

    @Test
    void itCutsOut() throws Exception {
        Path model = model();
        Stack.Ran ran = stack.restart(
                "generation",
                Map.of(
                        "stickermill.segmentation.model", model.toString(),
                        "stickermill.segmentation.side", "64",
                        "stickermill.segmentation.mean", "0,0,0",
                        "stickermill.segmentation.deviation", "1,1,1"),
                PATIENCE);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        stack.user(USER).sendPhoto(discs(), Map.of("as", "document", "filename", "discs.png"));

        await("its sticker")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !stack.stickers(USER).isEmpty());
        JsonNode sticker = stack.stickers(USER).getFirst().path("sticker");
        assertThat(sticker.path("width").asInt() - sticker.path("height").asInt())
                .as("the red disc alone: the blue one beside it would make it wide")
                .isBetween(-60, 60);
        assertThat(Files.readString(stack.home().resolve("logs/generation.log")))
                .contains("cutting out with the model " + model);
    }

    @Test
    void oneThatDoesNotFitIsRefusedAndTheTerminalSaysWhy() throws Exception {
        Map<String, String> another = Map.of("stickermill.segmentation.model", model().toString());

        Stack.Ran ran = stack.restart("generation", another, Duration.ofSeconds(5));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).contains("is not ready").contains("./stickermill logs generation");
        await("the reason").atMost(PATIENCE).until(() -> stack.terminal().contains("takes [1, 3, 64, 64]"));
        assertThat(stack.terminal())
                .contains("shaped [1, 3, 320, 320] is expected")
                .contains("set stickermill.segmentation.preset or .side");
    }

    private Path model() throws Exception {
        return Files.write(folder.resolve("red.onnx"), Base64.getDecoder().decode(RED_THINGS));
    }

    private static byte[] discs() throws Exception {
        var image = new BufferedImage(640, 300, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(90, 120, 110));
        graphics.fillRect(0, 0, 640, 300);
        graphics.setColor(new Color(220, 20, 20));
        graphics.fillOval(60, 60, 180, 180);
        graphics.setColor(new Color(30, 40, 220));
        graphics.fillOval(340, 30, 240, 240);
        graphics.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
