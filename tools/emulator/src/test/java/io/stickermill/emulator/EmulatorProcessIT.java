package io.stickermill.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator as the local stack runs it: a small process that may be killed at any moment. */
class EmulatorProcessIT {
    private static final Pattern LISTENS =
            Pattern.compile("Bot API emulator listens on (http://127\\.0\\.0\\.1:[0-9]+)");

    @TempDir
    Path data;

    private Process process;

    @AfterEach
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void whatWasAnsweredSurvivesAKill() throws Exception {
        byte[] photo = Pictures.jpeg(400, 300);
        Telegram telegram = start("0");
        String fileId = telegram.sends(7, photo, "").get("file_id").asText();
        telegram.put("/admin/limits", Json.object().put("chat_per_second", 0));
        for (int i = 0; i < 25; i++) {
            telegram.bot("sendMessage", Json.object().put("chat_id", 7).put("text", "m" + i))
                    .result();
        }
        JsonNode update = telegram.bot("getUpdates").result();
        JsonNode messages = telegram.messages(7);
        process.destroyForcibly().waitFor();

        Telegram again = start("0");
        assertThat(again.messages(7)).hasSize(26).isEqualTo(messages);
        assertThat(again.bot("getUpdates").result()).isEqualTo(update);
        JsonNode file =
                again.bot("getFile", Json.object().put("file_id", fileId)).result();
        assertThat(again.download(file.get("file_path").asText()).body()).isEqualTo(photo);
    }

    @Test
    void itEndsOnSigtermEvenWithALongPollOpen() throws Exception {
        Telegram telegram = start("0");
        var _ = telegram.botLater("getUpdates", Json.object().put("timeout", 50));
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        Process first;
        String port = Integer.toString(start("0").url().getPort());
        first = process;
        try {
            process = launch(port, data.resolve("other"));
            assertThat(output()).contains("Port " + port + " is taken");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            first.destroyForcibly();
        }
    }

    private Telegram start(String port) throws IOException {
        process = launch(port, data);
        BufferedReader lines = process.inputReader(UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
                return new Telegram(URI.create(listens.group(1)));
            }
        }
        throw new AssertionError("The emulator did not start");
    }

    private String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static Process launch(String port, Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Emulator.class.getName(),
                        "--port",
                        port,
                        "--data",
                        data.toString()))
                .redirectErrorStream(true);
        builder.environment().put(EmulatorCommand.TOKEN_VARIABLE, Telegram.TOKEN);
        return builder.start();
    }
}
