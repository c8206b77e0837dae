package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/http-api.md} do what the page says. */
class HttpApiDocsIT {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh run\\n(.*?)```");

    private static final long CHAT = 8_100;

    @TempDir
    static Path home;

    @Test
    void theExamplesRunAsTheyStand() throws Exception {
        List<String> examples = EXAMPLE.matcher(Files.readString(Stack.root().resolve("docs/http-api.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(6);
        Stack stack = Stack.shared();
        stack.user(CHAT).say("/start", "en");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !stack.user(CHAT).fromBot().isEmpty());
        JsonNode access = stack.status().path("access");
        Path folder = Files.createDirectory(home.resolve("examples"));
        Files.createSymbolicLink(folder.resolve("photos"), Stack.root().resolve("photos"));
        // One shell for all: the page's variables go on from example to example.
        Path script = Files.writeString(
                folder.resolve("examples.sh"), "set -e -o pipefail\n" + String.join("\necho ---\n", examples));
        Path output = folder.resolve("output.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("GATEWAY", access.path("gateway").asText());
        bash.environment().put("HISTORY", access.path("history").asText());
        bash.environment().put("KEY", access.path("customer_key").asText());
        bash.environment().put("OPERATOR_KEY", access.path("api_key").asText());
        bash.environment().put("CHAT", Long.toString(CHAT));
        Process run = bash.start();

        assertThat(run.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(output)).isZero();
        assertThat(stack.rows("history", "select id from stickers where chat_id = ? and pack_batch_id is null", CHAT))
                .as("one sticker, however often it was asked for")
                .hasSize(1);
        await("it is deleted in its chat, too")
                .atMost(Duration.ofSeconds(60))
                .until(() -> stack.stickers(CHAT).isEmpty());
        assertThat(stack.run("history").output()).contains("CAN COME");
        assertThat(stack.run("history", "path", "stickers/x").output()).contains("UNKNOWN");
        assertThat(stack.run("history", "undelivered").output()).contains("\"objects\"");
    }
}
