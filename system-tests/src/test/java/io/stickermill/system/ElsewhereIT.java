package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.system.Stack.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands, aimed at an installation by variables alone: from a folder in which nothing runs. */
class ElsewhereIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long CHAT = 52_001;

    private static Stack stack;
    private static String job;

    @TempDir
    private Path empty;

    private Map<String, String> variables;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        Ran sent = stack.run("send", Stack.photo("cup-600.jpg").toString(), "--user", Long.toString(CHAT));
        assertThat(sent.exitCode()).as(sent.output()).isZero();
        String stored = "select job_id from stickers where chat_id = ? and result_storage_path is not null";
        await("the sticker is stored")
                .atMost(PATIENCE)
                .until(() -> !stack.rows("history", stored, CHAT).isEmpty());
        job = stack.rows("history", stored, CHAT).getFirst().get("job_id").toString();
    }

    @BeforeEach
    void aim() throws Exception {
        JsonNode access = stack.status().path("access");
        Path password = Files.createFile(
                empty.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, new StackLogins(new Home(stack.home())).password("console"));
        variables = Map.of(
                "STICKERMILL_TOOLS_BOOTSTRAP", access.path("bootstrap").asText(),
                "STICKERMILL_TOOLS_REGISTRY", access.path("registry").asText() + "/apis/registry/v3",
                "STICKERMILL_TOOLS_GATEWAY", access.path("gateway").asText(),
                "STICKERMILL_TOOLS_DELIVERY", access.path("delivery").asText(),
                "STICKERMILL_TOOLS_HISTORY", access.path("history").asText(),
                "STICKERMILL_TOOLS_BACKFILL", access.path("backfill").asText(),
                "STICKERMILL_TOOLS_API_KEY", access.path("api_key").asText(),
                "STICKERMILL_TOOLS_DATABASE", access.path("database").asText(),
                "STICKERMILL_TOOLS_DATABASE_PASSWORD_FILE", password.toString());
    }

    @Test
    void theySayTheSameAsOnTheLocalStack() {
        for (List<String> command : List.of(
                List.of("topics"),
                List.of("topics", "tail", "sticker-stored", "--from", "beginning"),
                List.of("dlt", "list"),
                List.of("replay", "sticker-stored", "--group", "history", "--from", "beginning", "--dry-run"),
                List.of("intake"),
                List.of("intake", "updates"),
                List.of("history"),
                List.of("history", "undelivered"),
                List.of("backfill", "runs"),
                List.of("backfill", "verify", "--dry-run"),
                List.of("job", job),
                List.of("jobs", Long.toString(CHAT)),
                List.of("jobs", "--waiting"))) {
            // What was done just before, by this test or another, still moves some of the numbers.
            await(command.toString()).atMost(PATIENCE).untilAsserted(() -> {
                Ran here = stack.run(command.toArray(String[]::new));
                Ran there = elsewhere(command.toArray(String[]::new));
                assertThat(there.exitCode())
                        .as(there.output())
                        .isEqualTo(here.exitCode())
                        .isZero();
                assertThat(lines(there)).isNotEmpty().isEqualTo(lines(here));
            });
        }
    }

    @Test
    void aChangeGoesThroughAndAGroupThatReadsIsLeftAlone() throws Exception {
        try {
            assertThat(elsewhere("intake", "block", "99").output()).contains("Blocked: [99]");
            assertThat(stack.run("intake").output()).contains("Blocked: [99]");
        } finally {
            elsewhere("intake", "unblock", "99");
        }

        Ran replay = elsewhere("replay", "sticker-stored", "--group", "history", "--from", "beginning");

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.output())
                .contains("The group history is active")
                .contains("First stop every process that reads as it (history-service)")
                .doesNotContain("./stickermill stop");
    }

    @Test
    void aRecoveryFillsTheLedgersAndNamesTheGroupsThatAreLeft() throws Exception {
        Ran recovered = elsewhere("recover", "--since", "10m");

        assertThat(recovered.exitCode()).as(recovered.output()).isEqualTo(3);
        assertThat(recovered.output())
                .contains("ledger of sends: {")
                .contains("users, sessions, requests: {")
                .contains("NOT DONE: the group generation has members (1)")
                .contains("NOT DONE: the group history has members (1)")
                .contains("NOT DONE: the group gateway-cache has members (1). Stop every process of gateway-service");
    }

    @Test
    void anotherKeyOrPasswordIsRefusedInWordsWithoutEither() throws Exception {
        Map<String, String> wrong = new HashMap<>(variables);
        wrong.put("STICKERMILL_TOOLS_API_KEY", "a-key-that-nobody-has");
        wrong.put("STICKERMILL_TOOLS_DATABASE_PASSWORD", "a-password-that-nobody-has");
        wrong.remove("STICKERMILL_TOOLS_DATABASE_PASSWORD_FILE");

        Ran intake = Stack.runProcess(empty, wrong, PATIENCE, "intake");
        Ran jobs = Stack.runProcess(empty, wrong, PATIENCE, "jobs");

        assertThat(intake.exitCode()).isEqualTo(1);
        assertThat(intake.output()).contains("X-API-Key").doesNotContain("that-nobody-has");
        assertThat(jobs.exitCode()).isEqualTo(1);
        assertThat(jobs.output())
                .contains("password authentication failed")
                .contains("127.0.0.1:")
                .doesNotContain("that-nobody-has");
    }

    private Ran elsewhere(String... command) throws Exception {
        return Stack.runProcess(empty, variables, PATIENCE, command);
    }

    /** Without what only the stack itself knows: the way to its logs, who replayed, and its page with the key. */
    private static List<String> lines(Ran ran) {
        List<String> kept = new ArrayList<>();
        for (String line : ran.output().lines().toList()) {
            if (line.startsWith("REPLAYED ")) {
                break;
            }
            if (!line.startsWith("Its log: ") && !line.startsWith("As a page: ") && !line.isBlank()) {
                kept.add(line);
            }
        }
        return kept;
    }
}
