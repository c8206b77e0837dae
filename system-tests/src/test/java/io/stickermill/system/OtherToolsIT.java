package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know nothing of this project read its topics, with nothing but the addresses that {@code status} tells. */
class OtherToolsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long CHAT = 83_001;
    private static final Path HERE = Path.of("src/test/resources/foreign");

    @TempDir
    private Path folder;

    @Test
    void kafkajsReadsRecordsWithConfluentsRegistryClient() throws Exception {
        assumeTrue(isThere("npm"), "npm is not installed");
        Stack stack = Stack.shared();
        stack.user(CHAT).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        await("its sticker").atMost(PATIENCE).until(() -> stack.stickers(CHAT).size() == 1);
        for (String file : List.of("package.json", "first-record.js")) {
            Files.copy(HERE.resolve(file), folder.resolve(file));
        }
        run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        JsonNode access = stack.status().path("access");

        for (String topic : List.of("photo-requests", "sticker-ready", "sticker-delivered")) {
            JsonNode record = Json.MAPPER.readTree(run(
                    "node",
                    "first-record.js",
                    access.path("bootstrap").asText(),
                    access.path("confluent_registry").asText(),
                    topic));
            assertThat(UUID.fromString(record.path("value").path("job_id").asText())
                            .version())
                    .as(topic)
                    .isEqualTo(5);
            assertThat(record.path("value").path("chat_id").asLong())
                    .as("the chat of the key, in " + topic)
                    .isEqualTo(record.path("key").asLong());
        }
    }

    @Test
    void theTerminalAndTheStatusSayTheAddress() throws Exception {
        Stack stack = Stack.shared();
        String address =
                stack.status().path("access").path("confluent_registry").asText();

        assertThat(address).endsWith("/apis/ccompat/v7");
        assertThat(stack.terminal()).contains(address);
        assertThat(stack.run("status").output()).contains(address);
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }
}
