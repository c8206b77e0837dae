package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.contracts.library.LibraryLinks;
import io.stickermill.contracts.library.LibraryLinks.Guest;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.contracts.person.Keeper;
import io.stickermill.history.generation.Generations;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.CreditMove;
import io.stickermill.schemas.CreditsMoved;
import io.stickermill.schemas.ExportPart;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.RemoteGenerationStatus;
import io.stickermill.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The library page's API, as a browser asks it: who is let in, and what they get to see of whom. */
class LibraryIT extends HistoryOnParts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] WEBP = "RIFF....WEBPVP8 a sticker".getBytes(UTF_8);

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private Generations generations;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @Autowired
    private MovableClock clock;

    @Autowired
    private LibrarySettings library;

    private final long ann = ThreadLocalRandom.current().nextLong(1L << 50);
    private final long bob = ann + 1;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private String session;

    @BeforeEach
    void annIsIn() throws Exception {
        session = cookie(comeIn(link(ann, now)));
    }

    @AfterEach
    void theClockIsRight() {
        clock.follow();
    }

    @Test
    void aLinkLetsInOnceAndAnotherBrowserNot() throws Exception {
        String link = link(bob, now);
        HttpResponse<String> in = comeIn(link);

        assertThat(in.statusCode()).isEqualTo(204);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/library", "Max-Age=14400");
        assertThat(comeIn(link)).satisfies(second -> {
            assertThat(second.statusCode()).isEqualTo(401);
            assertThat(second.body()).contains("has been used");
            assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
        });
        assertThat(ask(cookie(in), "/me").path("language").asText()).isEqualTo("en");
    }

    @Test
    void aLinkThatIsTooOldOrOfAnotherSecretLetsNobodyIn() throws Exception {
        assertThat(comeIn(link(ann, now.minus(Duration.ofHours(1)))).body()).contains("too old");
        LibraryLinks others = new LibrarySettings(library.url(), "another secret of thirty-two characters")
                .links()
                .orElseThrow();
        assertThat(comeIn(value(others, ann, now)).statusCode()).isEqualTo(401);
        assertThat(comeIn("").statusCode()).isEqualTo(401);
        assertThat(post("/session", "{}", null).statusCode()).isEqualTo(400);
    }

    @Test
    void whomTelegramNamesIsIn() throws Exception {
        String user = "{\"id\":%d,\"first_name\":\"Bob\",\"language_code\":\"ru\"}".formatted(bob);

        HttpResponse<String> in = post("/session", initData(user, now), null);

        assertThat(in.statusCode()).isEqualTo(204);
        assertThat(ask(cookie(in), "/me").path("language").asText()).isEqualTo("ru");
        assertThat(post("/session", initData(user, now.minus(Duration.ofHours(2))), null)
                        .statusCode())
                .isEqualTo(401);
        String forged = initData(user, now).replace(Long.toString(bob), Long.toString(ann));
        assertThat(post("/session", forged, null).statusCode()).isEqualTo(401);
    }

    @Test
    void whoLeavesOrStaysTooLongIsOut() throws Exception {
        String patient = cookie(comeIn(link(ann, now)));
        assertThat(fetch("/me", session).statusCode()).isEqualTo(200);

        assertThat(call("DELETE", "/session", session).statusCode()).isEqualTo(204);

        assertThat(fetch("/me", session).statusCode()).isEqualTo(401);
        assertThat(fetch("/me", "made up").statusCode()).isEqualTo(401);
        assertThat(fetch("/me", (String) null).statusCode()).isEqualTo(401);
        assertThat(fetch("/me", patient).statusCode()).isEqualTo(200);
        // Last: a sweep may find it over from here on.
        clock.set(Instant.now().plus(Duration.ofHours(5)));
        assertThat(fetch("/me", patient).statusCode()).isEqualTo(401);
    }

    /** Before anybody is in: JSON as large as the heap would end the process. */
    @Test
    void aBodyThatNobodyMeansIsRefusedAndTheWayInIsGuardedHoweverItIsWritten() throws Exception {
        String large = "{\"link\":\"" + "x".repeat(40_000) + "\"}";
        assertThat(post("/session", large, null).statusCode()).isEqualTo(413);
        assertThat(exchange(HttpRequest.newBuilder(address("/library/api/session"))
                                .header("X-Library", "page")
                                .POST(BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(large.getBytes(UTF_8)))))
                        .statusCode())
                .as("of no declared length")
                .isEqualTo(413);
        for (String path : List.of("/library/%61pi/session", "/library/api;x/session", "/library//api/session")) {
            assertThat(exchange(HttpRequest.newBuilder(address(path))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .as(path)
                    .isIn(403, 404);
        }
    }

    @Test
    void aPartOfAFileIsGivenToPlayersOfVideos() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        URI file = address("/library/api/stickers/" + sticker + "/picture");
        HttpResponse<byte[]> part = part(file, "bytes=8-11");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("WEBP".getBytes(UTF_8));
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 8-11/" + WEBP.length);
        assertThat(part.headers().firstValue("Content-Type")).hasValue("image/webp");
        assertThat(part(file, "bytes=12-").body()).hasSize(WEBP.length - 12);
        assertThat(part(file, "bytes=1000-").statusCode()).as("beyond its end").isEqualTo(416);
        assertThat(part(file, "lines=1-2").statusCode()).as("no part is named").isEqualTo(200);
    }

    private HttpResponse<byte[]> part(URI file, String range) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(file)
                        .header("Cookie", "library=" + session)
                        .header("Range", range)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void whoComesInWithoutEndHasToWaitAndNobodyElseHas() throws Exception {
        HttpResponse<String> last = comeIn(link(bob, now));
        for (int i = 0; i < 100 && last.statusCode() == 204; i++) {
            last = comeIn(link(bob, now));
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(comeIn(link(ann, now)).statusCode()).isEqualTo(204);
    }

    @Test
    void aStreamEndsWithItsSessionAndNobodyHoldsMoreThanAFew() throws Exception {
        List<Stream<String>> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(HTTP.send(request("/events", session).build(), BodyHandlers.ofLines())
                    .body());
        }
        assertThat(fetch("/events", session).statusCode()).isEqualTo(429);

        call("DELETE", "/session", session);

        for (Stream<String> stream : open) {
            assertThat(stream.toList()).as("it ends").contains("event:making");
        }
    }

    @Test
    void onlyThePageItselfMayChangeAnything() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        String path = "/stickers/" + sticker;

        assertThat(exchange(request(path, session).DELETE()).statusCode())
                .as("a form of somebody's page sends no such header")
                .isEqualTo(403);
        assertThat(exchange(request(path, session)
                                .header("X-Library", "page")
                                .header("Sec-Fetch-Site", "cross-site")
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);
        assertThat(exchange(request("/me", session).header("Sec-Fetch-Site", "same-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(fetch(path, session).statusCode()).isEqualTo(200);
    }

    /** With each of them, what another person has is as unknown as what there is not. */
    @ParameterizedTest
    @CsvSource({
        "GET, /stickers/{sticker}",
        "GET, /stickers/{sticker}/picture",
        "PUT, /stickers/{sticker}/favourite",
        "DELETE, /stickers/{sticker}/favourite",
        "DELETE, /stickers/{sticker}",
        "POST, /stickers/{sticker}/actions",
        "GET, /generations/{picture}",
        "GET, /generations/{picture}/thumbnail",
        "GET, /generations/{picture}/preview",
        "GET, /generations/{picture}/file",
        "GET, /sets/{set}"
    })
    void nobodyGetsAtWhatIsAnothers(String method, String path) throws Exception {
        UUID sticker = sticker(bob, "none", now);
        UUID picture = picture(bob, "clay", "image", now);
        UUID set = set(bob, "Bob's", sticker, now);
        String there = path.replace("{sticker}", sticker.toString())
                .replace("{picture}", picture.toString())
                .replace("{set}", set.toString());
        String his = cookie(comeIn(link(bob, now)));

        assertThat(method.equals("POST") ? post(there, action("send"), session) : call(method, there, session))
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(404);
                    assertThat(answer.body()).doesNotContain("Bob");
                });
        assertThat((method.equals("POST") ? post(there, action("send"), his) : call(method, there, his)).statusCode())
                .as("it is there, for its owner")
                .isBetween(200, 204);
    }

    @Test
    void everyPathAsksWhoItIs() throws Exception {
        for (String path : List.of(
                "/me",
                "/items",
                "/statistics",
                "/credits",
                "/events",
                "/stickers/" + UUID.randomUUID(),
                "/sets/" + UUID.randomUUID(),
                "/exports/" + UUID.randomUUID(),
                "/exports/" + UUID.randomUUID() + "/file",
                "/nothing")) {
            assertThat(fetch(path, (String) null).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void aCopyOfAllIsAZipForItsPersonAlone() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        UUID lost = sticker(ann, "none", now.minusSeconds(60));
        storage.delete("stickers/" + lost);
        sticker(bob, "none", now);
        String his = cookie(comeIn(link(bob, now)));

        String id =
                JSON.readTree(post("/exports", "{}", session).body()).path("id").asText();
        assertThat(JSON.readTree(post("/exports", "{}", session).body())
                        .path("id")
                        .asText())
                .as("asked twice")
                .isEqualTo(id);
        assertThat(fetch("/exports/" + id + "/file", session).statusCode())
                .as("before all have told theirs")
                .isEqualTo(409);
        for (Keeper keeper : Keeper.values()) {
            if (keeper != Keeper.HISTORY) {
                tells(UUID.fromString(id), keeper.service(), "{\"told\": [\"" + keeper + "\"]}");
            }
        }
        await("all have told theirs")
                .atMost(PATIENCE)
                .until(() -> ask(session, "/exports/" + id).path("ready").asBoolean());

        Map<String, byte[]> files =
                unzipped(bytes("/library/api/exports/" + id + "/file").body());
        assertThat(files.keySet())
                .contains("about.txt", "missing.txt")
                .containsAll(Stream.of(Keeper.values())
                        .map(keeper -> "data/" + keeper.service() + ".json")
                        .toList());
        assertThat(JSON.readTree(files.get("data/gateway-service.json"))
                        .path("told")
                        .path(0)
                        .asText())
                .isEqualTo("GATEWAY");
        JsonNode rows = JSON.readTree(files.get("data/history-service.json"));
        assertThat(rows.path("stickers").findValuesAsText("id"))
                .containsExactlyInAnyOrder(sticker.toString(), lost.toString());
        assertThat(files.entrySet().stream().filter(file -> file.getKey().startsWith("stickers/")))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.getKey()).endsWith(sticker.toString().substring(0, 8) + ".webp");
                    assertThat(file.getValue()).isEqualTo(WEBP);
                });
        assertThat(new String(files.get("missing.txt"), UTF_8)).isEqualTo("stickers/" + lost);

        assertThat(fetch("/exports/" + id, his).statusCode()).isEqualTo(404);
        assertThat(fetch("/exports/" + id + "/file", his).statusCode()).isEqualTo(404);
        assertThat(exchange(request("/exports", session).POST(BodyPublishers.noBody()))
                        .statusCode())
                .as("a form of somebody's page")
                .isEqualTo(403);
    }

    private void tells(UUID export, String service, String json) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(json.getBytes(UTF_8));
        }
        byte[] all = zipped.toByteArray();
        for (int number : new int[] {1, 0}) {
            events.publish(
                    Topics.EXPORT_PARTS,
                    ann,
                    null,
                    null,
                    ExportPart.newBuilder()
                            .setExportId(export)
                            .setService(service)
                            .setUserId(user(ann))
                            .setTelegramUserId(ann)
                            .setNumber(number)
                            .setParts(2)
                            .setContent(
                                    number == 0 ? ByteBuffer.wrap(all, 0, 9) : ByteBuffer.wrap(all, 9, all.length - 9))
                            .setRequestedAt(now)
                            .build());
        }
    }

    private static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void everythingIsThereNewestFirstPageByPage() throws Exception {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Instant at = now.minusSeconds(i);
            made.add(
                    switch (i % 4) {
                        case 0 -> sticker(ann, "none", at);
                        case 1 -> picture(ann, "clay", "image", at);
                        case 2 -> picture(ann, "clay", "video", at);
                        default -> set(ann, "A set", made.getFirst(), at);
                    });
        }
        sticker(bob, "none", now);

        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = ask(session, "/items?limit=3" + next);
            page.path("items").forEach(item -> found.add(item.path("id").asText()));
            next = page.has("next") ? "&after=" + page.path("next").asText() : null;
        } while (next != null);

        assertThat(found).isEqualTo(made.stream().map(UUID::toString).toList());
        assertThat(kinds("/items?kind=video")).containsExactly("video");
        assertThat(kinds("/items?kind=set")).containsExactly("set");
        JsonNode counts = ask(session, "/me").path("counts");
        assertThat(counts.path("stickers").asInt()).isEqualTo(2);
        assertThat(counts.path("pictures").asInt()).isEqualTo(2);
        assertThat(counts.path("videos").asInt()).isEqualTo(2);
        assertThat(counts.path("sets").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsLookedForIsFoundByKindStyleSetAndWords() throws Exception {
        UUID plain = sticker(ann, "none", now);
        UUID comic = sticker(ann, "comic", now.minusSeconds(1));
        database.sql("update stickers set sticker_text = 'a 100% cat' where id = ?")
                .param(comic)
                .update();
        UUID clay = picture(ann, "clay", "image", now.minusSeconds(2));
        UUID set = set(ann, "Cats of mine", comic, now.minusSeconds(3));

        assertThat(ids("/items?style=comic")).containsExactly(comic);
        assertThat(ids("/items?style=clay")).containsExactly(clay);
        assertThat(ids("/items?text=CAT")).containsExactly(comic, set);
        assertThat(ids("/items?text=100%25")).containsExactly(comic);
        assertThat(ids("/items?text=_")).as("it stands for itself").isEmpty();
        assertThat(ids("/items?text=clay+figure")).containsExactly(clay);
        assertThat(ids("/items?set=" + set)).containsExactly(comic);
        assertThat(ids("/items?kind=sticker")).containsExactly(plain, comic);
        assertThat(ids("/items?kind=set&favourite=true")).isEmpty();
        assertThat(ask(session, "/me").path("used_styles").findValuesAsText("title"))
                .contains("Comic", "As it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/items?kind=some",
                "/items?limit=0",
                "/items?after=x",
                "/items?set=x",
                "/items?style=A%27",
                "/items?text=%00",
                "/statistics?days=0",
                "/stickers/no-id"
            })
    void whatCantBeAskedIsRefused(String path) throws Exception {
        assertThat(fetch(path, session).statusCode()).isEqualTo(400);
    }

    @Test
    void aFavouriteIsToldToEverybodyAndFoundAgain() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        String path = "/stickers/" + sticker;

        assertThat(call("PUT", path + "/favourite", session).statusCode()).isEqualTo(204);

        assertThat(ids("/items?favourite=true")).containsExactly(sticker);
        assertThat(ask(session, path).path("favourite").asBoolean()).isTrue();
        assertThat(ask(session, "/me").path("counts").path("favourites").asInt())
                .isEqualTo(1);
        assertThat(commands(sticker)).extracting(JobCommand::getKind).containsExactly(JobCommandKind.FAVOURITE);

        assertThat(call("DELETE", path + "/favourite", session).statusCode()).isEqualTo(204);
        assertThat(ids("/items?favourite=true")).isEmpty();
    }

    /** Of two marks that come by their topic in the wrong order. */
    @Test
    void theYoungestMarkCounts() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        mark(sticker, JobCommandKind.FAVOURITE, 9);
        mark(sticker, JobCommandKind.UNFAVOURITE, 3);
        UUID after = sticker(ann, "none", now.minusSeconds(1));
        mark(after, JobCommandKind.FAVOURITE, 1);

        await().atMost(PATIENCE).until(() -> ids("/items?favourite=true").contains(after));
        assertThat(ids("/items?favourite=true")).containsExactly(sticker, after);
    }

    @Test
    void aStickerIsShownGivenToKeepAndDeleted() throws Exception {
        UUID sticker = sticker(ann, "comic", now);
        JsonNode detail = ask(session, "/stickers/" + sticker);
        assertThat(detail.path("style_title").asText()).isEqualTo("Comic");
        assertThat(detail.path("can_again").asBoolean()).isTrue();
        String preview = detail.path("preview").asText();
        assertThat(preview).startsWith("/library/api/");

        HttpResponse<byte[]> file = bytes(preview);
        assertThat(file.body()).isEqualTo(WEBP);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/webp");
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
        assertThat(file.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
        assertThat(bytes(preview + "?download=true")
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElseThrow())
                .startsWith("attachment");

        assertThat(call("DELETE", "/stickers/" + sticker, session).statusCode()).isEqualTo(204);

        assertThat(fetch("/stickers/" + sticker, session).statusCode()).isEqualTo(404);
        assertThat(bytes(preview).statusCode()).isEqualTo(404);
        assertThat(ids("/items")).isEmpty();
        assertThat(commands(sticker)).extracting(JobCommand::getKind).containsExactly(JobCommandKind.DELETE);
    }

    /** Whatever storage says of it: it was put there by another program than ours. */
    @Test
    void whatIsNoPictureIsNotShownAsOne() throws Exception {
        UUID sticker = sticker(ann, "none", now);
        try (S3Client another = anotherProgram()) {
            another.putObject(
                    put -> put.bucket(settings.get("stickermill.storage.bucket"))
                            .key("stickers/" + sticker)
                            .contentType("text/html"),
                    RequestBody.fromString("<html><script>alert(1)</script>"));
        }

        HttpResponse<byte[]> file = bytes("/library/api/stickers/" + sticker + "/picture");

        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    private static S3Client anotherProgram() {
        return S3Client.builder()
                .endpointOverride(URI.create(settings.get("stickermill.storage.endpoint")))
                .region(Region.of(settings.get("stickermill.storage.region")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.get("stickermill.storage.access-key"),
                        settings.get("stickermill.storage.secret-key"))))
                .forcePathStyle(true)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"send, SEND", "again, AGAIN", "restyle, RESTYLE", "add_to_set, ADD_TO_SET"})
    void whatIsDoneInTheChatIsAskedOnce(String action, String kind) throws Exception {
        UUID sticker = sticker(ann, "none", now);
        String body = action(action);

        assertThat(post("/stickers/" + sticker + "/actions", body, session).statusCode())
                .isEqualTo(202);
        assertThat(post("/stickers/" + sticker + "/actions", body, session).statusCode())
                .isEqualTo(202);

        List<LibraryRequested> asked = new ArrayList<>();
        topics.read(Topics.LIBRARY_REQUESTS, now.minusSeconds(5), found -> {
            if (found.value().getStickerId().equals(sticker)) {
                asked.add(found.value());
            }
        });
        assertThat(asked).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).hasToString(kind);
            assertThat(request.getRequestId()).isEqualTo(asked.getFirst().getRequestId());
            assertThat(request.getTelegramUserId()).isEqualTo(ann);
            assertThat(request.getTelegramFileId()).isEqualTo("file");
            assertThat(request.getStyle()).isEqualTo(action.equals("restyle") ? "comic" : "none");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"some\",\"request_id\":\"00000000-0000-0000-0000-000000000001\"}",
                "{\"action\":\"restyle\",\"style\":\"gone\",\"request_id\":\"00000000-0000-0000-0000-000000000001\"}",
                "{\"action\":\"send\"}",
                "{"
            })
    void anActionThatIsNoneIsRefused(String body) throws Exception {
        UUID sticker = sticker(ann, "none", now);

        assertThat(post("/stickers/" + sticker + "/actions", body, session).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPictureOfAModelIsShownWithItsPromptAndItsSticker() throws Exception {
        UUID picture = picture(ann, "clay", "image", now);
        JsonNode detail = ask(session, "/generations/" + picture);

        assertThat(detail.path("prompt").asText()).isEqualTo("A clay figure with a hat");
        assertThat(detail.has("cost"))
                .as("what others charge is the operator's to know")
                .isFalse();
        assertThat(detail.path("status").asText()).isEqualTo("succeeded");
        assertThat(bytes(detail.path("preview").asText()).body()).isEqualTo(WEBP);
        assertThat(bytes(detail.path("file").asText()).body()).isEqualTo(WEBP);
    }

    @Test
    void aPictureWhoseSmallOnesAreLostIsShownItself() throws Exception {
        UUID picture = picture(ann, "clay", "image", now);
        UUID video = picture(ann, "clay", "video", now);
        database.sql("update generations set preview_key = 'generations/lost', thumbnail_key = 'generations/lost'"
                        + " where id in (?, ?)")
                .params(picture, video)
                .update();

        for (String what : List.of("thumbnail", "preview")) {
            assertThat(bytes("/library/api/generations/" + picture + "/" + what).body())
                    .isEqualTo(WEBP);
            assertThat(bytes("/library/api/generations/" + video + "/" + what).statusCode())
                    .as("a video is no picture")
                    .isEqualTo(404);
        }
    }

    @Test
    void aSetShowsThoseOfItsStickersThatAreTheirs() throws Exception {
        UUID own = sticker(ann, "none", now);
        UUID set = set(ann, "Mine", own, now);
        UUID others = set(ann, "Mixed", sticker(bob, "none", now), now.minusSeconds(1));

        assertThat(ask(session, "/sets/" + set)
                        .path("stickers")
                        .get(0)
                        .path("sticker_id")
                        .asText())
                .isEqualTo(own.toString());
        JsonNode mixed = ask(session, "/sets/" + others);
        assertThat(mixed.path("count").asInt()).isEqualTo(1);
        assertThat(mixed.path("stickers").get(0).has("preview")).isFalse();
    }

    @Test
    void whatIsBeingMadeAppearsAndThenTheList() throws Exception {
        UUID job = UUID.randomUUID();
        database.sql("insert into jobs (id, chat_id, state, user_id, style_preset_id, requested_at, received_at)"
                        + " values (?, 1, 'accepted', ?, 'comic', now(), now())")
                .params(job, user(ann))
                .update();
        try (Stream<String> lines = HTTP.send(request("/events", session).build(), BodyHandlers.ofLines())
                .body()) {
            var read = lines.iterator();
            assertThat(next(read, "event:making")).contains(job.toString(), "\"step\":1", "Comic");

            database.sql("update jobs set state = 'delivered', ended_at = now() where id = ?")
                    .param(job)
                    .update();
            assertThat(next(read, "event:making")).contains("\"jobs\":[]");

            sticker(ann, "none", Instant.now());
            assertThat(next(read, "event:changed")).contains("{}");
        }
    }

    @Test
    void whatWasMadeIsCountedByDayAndStyle() throws Exception {
        sticker(ann, "comic", now);
        sticker(ann, "none", now);
        sticker(bob, "none", now);

        JsonNode statistics = ask(session, "/statistics?days=7");

        assertThat(statistics.path("made").asInt()).isEqualTo(2);
        assertThat(statistics.path("days").findValuesAsText("style_title"))
                .containsExactlyInAnyOrder("Comic", "As it is");
    }

    @Test
    void aStatementShowsWhatItsPersonGotAndSpent() throws Exception {
        UUID sticker = sticker(ann, "golden", now);
        UUID job = database.sql("select job_id from stickers where id = ?")
                .param(sticker)
                .query(UUID.class)
                .single();
        moved(ann, 1, CreditMove.WELCOME, "10.00", "0.00", null);
        moved(ann, 2, CreditMove.RESERVE, "-7.50", "7.50", job);
        moved(ann, 4, CreditMove.RESERVE, "-2.50", "2.50", UUID.randomUUID());
        moved(ann, 3, CreditMove.SETTLE, "0.00", "-7.50", job);
        // Told again, and booked again after a database was brought back from a copy.
        moved(ann, 1, CreditMove.WELCOME, "10.00", "0.00", null);
        moved(ann, 5, CreditMove.SETTLE, "0.00", "-7.50", job);
        moved(bob, 6, CreditMove.GRANT, "99.00", "0.00", null);
        await().atMost(PATIENCE)
                .until(() -> ask(session, "/credits").path("reserved").asText().equals("2.50"));

        JsonNode newest = ask(session, "/credits?limit=1");
        assertThat(newest.path("free").asText()).isEqualTo("0.00");
        assertThat(newest.path("lines").get(0).path("amount").asText()).isEqualTo("-7.50");
        assertThat(newest.path("lines").get(0).path("sticker_id").asText()).isEqualTo(sticker.toString());
        JsonNode older =
                ask(session, "/credits?limit=2&after=" + newest.path("next").asText());
        assertThat(older.path("lines").findValuesAsText("kind")).containsExactly("welcome");
        assertThat(older.has("next")).isFalse();
        assertThat(ask(session, "/stickers/" + sticker).path("credits").asText())
                .isEqualTo("7.50");
        JsonNode me = ask(session, "/me");
        assertThat(me.path("credits").asText()).isEqualTo("0.00");
        assertThat(me.path("styles").findValuesAsText("credits")).containsExactly("7.50");
        assertThat(me.path("styles").findValuesAsText("price")).isEmpty();
        assertThat(fetch("/credits?limit=0", session).statusCode()).isEqualTo(400);
    }

    private void moved(long owner, int at, CreditMove kind, String free, String reserved, UUID job) {
        events.publish(
                Topics.CREDIT_MOVES,
                owner,
                job,
                null,
                CreditsMoved.newBuilder()
                        .setMoveId(Ids.creditMove(kind.name(), owner + "/" + job))
                        .setUserId(user(owner))
                        .setTelegramUserId(owner)
                        .setKind(kind)
                        .setFree(free)
                        .setReserved(reserved)
                        .setJobId(job)
                        .setChangedAt(now.plusSeconds(at))
                        .build());
    }

    @Test
    void thePageItselfIsForEverybodyAndAsksNobodyElse() throws Exception {
        HttpResponse<String> page = plain("/library/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors https://web.telegram.org");
        assertThat(plain("/library").headers().firstValue("Location")).hasValue("/library/");
        assertThat(plain("/library/page/main.js")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/javascript");
        for (String none : List.of("..%2Findex.html", "no.js", "main.java", "%2e%2e")) {
            assertThat(plain("/library/page/" + none).statusCode()).as(none).isIn(400, 404);
        }
    }

    // --- what there is -----------------------------------------------------------------------------------------------

    private static UUID user(long telegramId) {
        return Ids.user(Long.parseLong(settings.get("stickermill.library.bot-id")), telegramId);
    }

    private UUID sticker(long owner, String style, Instant at) {
        UUID id = UUID.randomUUID();
        storage.put("stickers/" + id, WEBP);
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, origin, result_storage_path, stored_at,
                                      telegram_file_id, style_preset_id, generation_type, env, created_at, delivered_at)
                values (?, ?, ?, ?, ?, 'live', ?, now(), 'file', ?, 'photo', 'test', ?, now())
                """)
                .params(
                        id,
                        UUID.randomUUID(),
                        user(owner),
                        owner,
                        UUID.randomUUID(),
                        "stickers/" + id,
                        style,
                        Timestamp.from(at))
                .update();
        return id;
    }

    private UUID picture(long owner, String style, String kind, Instant at) {
        UUID id = UUID.randomUUID();
        storage.put("generations/" + id, WEBP);
        generations.changed(RemoteGenerationChanged.newBuilder()
                .setGenerationId(id)
                .setJobId(UUID.randomUUID())
                .setNumber(1)
                .setUserId(user(owner))
                .setChatId(owner)
                .setSessionId(UUID.randomUUID())
                .setKind(kind)
                .setStyle(style)
                .setProvider("replicate")
                .setModel("acme/clay")
                .setPrompt("A clay figure with a hat")
                .setPrice("0.0400")
                .setPaid(true)
                .setStatus(RemoteGenerationStatus.SUCCEEDED)
                .setAssetKey("generations/" + id)
                .setPreviewKey("generations/" + id)
                .setThumbnailKey("generations/" + id)
                .setCreatedAt(at)
                .setChangedAt(at)
                .build());
        return id;
    }

    private UUID set(long owner, String title, UUID sticker, Instant at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into sticker_sets (id, user_id, telegram_user_id, name, title, state, parts, changed_at, created_at)
                values (?, ?, ?, 'a_set', ?, 'open', ?::jsonb, ?, ?)
                """)
                .params(
                        id,
                        user(owner),
                        owner,
                        title,
                        "[{\"number\":1,\"status\":\"in\",\"emoji\":\"🔥\",\"stickerId\":\"%s\"}]".formatted(sticker),
                        Timestamp.from(at),
                        Timestamp.from(at))
                .update();
        return id;
    }

    private void mark(UUID sticker, JobCommandKind kind, int seconds) {
        events.publish(
                Topics.JOB_COMMANDS,
                ann,
                null,
                sticker,
                JobCommand.newBuilder()
                        .setCommandId(UUID.randomUUID())
                        .setKind(kind)
                        .setJobId(sticker)
                        .setStickerId(sticker)
                        .setUserId(user(ann))
                        .setChatId(ann)
                        .setIssuedAt(now.plusSeconds(seconds))
                        .build());
    }

    private List<JobCommand> commands(UUID sticker) {
        List<JobCommand> commands = new ArrayList<>();
        topics.read(Topics.JOB_COMMANDS, now.minusSeconds(5), found -> {
            if (sticker.equals(found.value().getStickerId())) {
                commands.add(found.value());
            }
        });
        return commands;
    }

    // --- who asks ----------------------------------------------------------------------------------------------------

    private String link(long who, Instant from) {
        return value(library.links().orElseThrow(), who, from);
    }

    private static String value(LibraryLinks links, long who, Instant from) {
        String link = links.link(new Guest(UUID.randomUUID(), who, "en", from.plus(Duration.ofMinutes(15))));
        return link.substring(link.indexOf("#link=") + "#link=".length());
    }

    private HttpResponse<String> comeIn(String link) throws Exception {
        return post("/session", "{\"link\":\"" + link + "\"}", null);
    }

    private static String initData(String user, Instant at) throws Exception {
        String lines = "auth_date=" + at.getEpochSecond() + "\nuser=" + user;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                HexFormat.of().parseHex(settings.get("stickermill.library.web-app-key")), "HmacSHA256"));
        String hash = HexFormat.of().formatHex(mac.doFinal(lines.getBytes(UTF_8)));
        String said = "user=" + URLEncoder.encode(user, UTF_8) + "&auth_date=" + at.getEpochSecond() + "&hash=" + hash;
        return JSON.createObjectNode().put("init_data", said).toString();
    }

    private static String cookie(HttpResponse<String> in) {
        return HttpCookie.parse(in.headers().firstValue("Set-Cookie").orElseThrow())
                .getFirst()
                .getValue();
    }

    private static String action(String action) {
        return JSON.createObjectNode()
                .put("action", action)
                .put("style", action.equals("restyle") ? "comic" : null)
                .put("request_id", UUID.randomUUID().toString())
                .toString();
    }

    private static HttpRequest.Builder request(String path, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/library/api" + path));
        return session == null ? request : request.header("Cookie", "library=" + session);
    }

    private static URI address(String path) {
        return URI.create("http://" + settings.get("server.address") + ":" + settings.get("server.port") + path);
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> plain(String path) throws Exception {
        return exchange(HttpRequest.newBuilder(address(path)));
    }

    private static HttpResponse<String> fetch(String path, String session) throws Exception {
        return exchange(request(path, session));
    }

    private static HttpResponse<byte[]> bytes(String path, String session) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(address(path))
                        .header("Cookie", "library=" + session)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> bytes(String path) throws Exception {
        return bytes(path, session);
    }

    private static HttpResponse<String> call(String method, String path, String session) throws Exception {
        return exchange(request(path, session).header("X-Library", "page").method(method, BodyPublishers.noBody()));
    }

    private static HttpResponse<String> post(String path, String body, String session) throws Exception {
        return exchange(request(path, session)
                .header("X-Library", "page")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode ask(String session, String path) throws Exception {
        HttpResponse<String> answer = fetch(path, session);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private List<UUID> ids(String path) throws Exception {
        return ask(session, path).path("items").findValuesAsText("id").stream()
                .map(UUID::fromString)
                .toList();
    }

    private List<String> kinds(String path) throws Exception {
        return ask(session, path).path("items").findValuesAsText("kind").stream()
                .distinct()
                .toList();
    }

    /** The data of the next event of this kind. */
    private static String next(Iterator<String> lines, String event) {
        while (lines.hasNext()) {
            if (lines.next().equals(event)) {
                return lines.next();
            }
        }
        throw new AssertionError("the stream ended without " + event);
    }
}
