package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.File;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the services say of themselves, judged by openapi-generator, and used by a client that it writes. */
class OpenApiIT {

    private static final List<String> SERVICES = List.of("gateway", "history", "delivery", "backfill", "generation");

    private static final Path GENERATOR = Path.of("target", "openapi-generator-cli.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    @Test
    void aForeignValidatorFindsNothingToSay() throws Exception {
        List<String> run = new ArrayList<>(List.of(
                "-cp", GENERATOR.toString(), resource("client/Validate.java").toString()));
        for (String service : SERVICES) {
            run.add(description(service).toString());
        }

        String said = java(run.toArray(String[]::new));

        assertThat(said.split("No validation issues detected", -1)).as(said).hasSize(SERVICES.size() + 1);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void everythingIsNamedAsOnTheWireAndEveryAnswerHasAShape(String service) throws Exception {
        JsonNode api = Json.MAPPER.readTree(description(service).toFile());

        for (JsonNode schema : api.path("components").path("schemas")) {
            assertThat(schema.path("properties").fieldNames())
                    .toIterable()
                    .isNotEmpty()
                    .allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
            assertThat(schema.path("properties"))
                    .as(schema.toString())
                    .allMatch(property -> property.has("type") || property.has("$ref"));
        }
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey() + " " + path.getKey();
                assertThat(operation.getValue().path("summary").asText())
                        .as(name)
                        .isNotBlank();
                JsonNode answers = operation.getValue().path("responses");
                assertThat(answers.fieldNames()).toIterable().as(name).contains("401", "503");
                String keys = operation.getValue().path("security").toString();
                assertThat(keys).as(name).contains("{\"operator_key\":[]}");
                assertThat(keys.contains("{\"customer_key\":[]}"))
                        .as(name + ": opened by the customers' key, or else refused with 403")
                        .isNotEqualTo(
                                answers.path("403").path("description").asText().contains("customers'"));
                if (operation.getValue().has("parameters")) {
                    assertThat(answers.has("400")).as(name).isTrue();
                }
                for (Map.Entry<String, JsonNode> answer : answers.properties()) {
                    boolean empty = answer.getKey().equals("204");
                    assertThat(answer.getValue().path("content").fieldNames())
                            .toIterable()
                            .as(name + " " + answer.getKey())
                            .hasSize(
                                    empty
                                            ? 0
                                            : Math.max(
                                                    1,
                                                    answer.getValue()
                                                            .path("content")
                                                            .size()))
                            .doesNotContain("*/*");
                }
            }
        }
    }

    @Test
    void aClientMadeFromTheDescriptionsMakesAStickerAndDeletesIt() throws Exception {
        long chat = 4911;
        stack.user(chat).say("/start", "en");
        await().atMost(PATIENCE).until(() -> !stack.user(chat).fromBot().isEmpty());
        List<String> sources =
                new ArrayList<>(List.of(resource("client/MakeSticker.java").toString()));
        sources.addAll(client("gateway"));
        sources.addAll(client("history"));
        Path classes = folder.resolve("classes");
        List<String> compiler = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath()));
        compiler.addAll(sources);
        run(compiler);

        JsonNode access = stack.status().path("access");
        String said = java(
                "-cp",
                classes + File.pathSeparator + classPath(),
                "MakeSticker",
                access.path("gateway").asText(),
                access.path("history").asText(),
                access.path("customer_key").asText(),
                access.path("api_key").asText(),
                Long.toString(chat),
                Stack.photo("cup-600.jpg").toString());

        assertThat(said)
                .containsPattern("made [0-9a-f-]{36} (cut_out|card_no_subject) comic false Monday \\S+")
                .contains("has 1")
                .containsPattern("deleted at 20\\d\\d-");
        await("the sticker is gone from its chat, too")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(chat).isEmpty());
    }

    private Path description(String service) throws Exception {
        String address = "";
        for (JsonNode part : stack.status().path("parts")) {
            if (part.path("name").asText().equals(service)) {
                address = part.path("address").asText();
            }
        }
        var answer = Http.CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + "/v1/openapi.json")).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return Files.write(folder.resolve(service + ".json"), answer.body());
    }

    /** Its sources. */
    private List<String> client(String service) throws Exception {
        Path made = folder.resolve(service);
        java(
                "-jar",
                GENERATOR.toString(),
                "generate",
                "-g",
                "java",
                "--library",
                "native",
                "-i",
                description(service).toString(),
                "-o",
                made.toString(),
                "--global-property",
                "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,invokerPackage=%1$s,apiPackage=%1$s.api,modelPackage=%1$s.model"
                        .formatted(service));
        try (Stream<Path> files = Files.walk(made.resolve("src/main/java"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .toList();
        }
    }

    private static Path resource(String name) throws Exception {
        return Path.of(OpenApiIT.class.getClassLoader().getResource(name).toURI());
    }

    /** Jackson and Apache's forms are all that the client needs of it. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String run(List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
