package io.stickermill.operations.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stickermill.operations.storage.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a bucket, at a server that answers as one such as AWS would with this or that set. */
class StorageCheckTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
    private static final String ALL_RULES =
            rules("uploads/", "candidates/", "sheets/", "previews/", "generation-inputs/");

    private record Answer(int status, String body) {}

    /** By the query that names the call, or its method. */
    private final Map<String, Answer> set = new ConcurrentHashMap<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        set.put("publicAccessBlock", new Answer(200, """
                <PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>
                <IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>
                <RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>"""));
        set.put("policy", failure(404, "NoSuchBucketPolicy"));
        set.put("lifecycle", new Answer(200, ALL_RULES));
        set.put("versioning", new Answer(200, "<VersioningConfiguration/>"));
        set.put("acl", new Answer(200, "<AccessControlPolicy/>"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whereAllIsSetNothingIsToBeDone() throws Exception {
        assertThat(look()).hasSize(13).allMatch(finding -> finding.verdict() == Verdict.OK && finding.remedy() == null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what is asked | the answer | of what | how | words | remedy
                "list | 403 AccessDenied | bucket | WRONG | may not list | s3:ListBucket",
                "list | 403 InvalidAccessKeyId | bucket | WRONG | does not know this key | STICKERMILL_STORAGE_ACCESSKEY",
                "PUT | 403 AccessDenied | checksums | WRONG | can't be written | s3:PutObject",
                "DELETE | 403 AccessDenied | removal | WRONG | could not be deleted | s3:DeleteObject",
                "unsigned GET | 200 x | private: read | WRONG | anybody | put-bucket-acl --bucket stickers --acl private",
                "unsigned list | 200 x | private: list | WRONG | anybody | mc anonymous set none ALIAS/stickers",
                "unsigned PUT | 200 x | private: write | WRONG | anybody | delete-bucket-policy",
                "link | 403 SignatureDoesNotMatch | signed links | WRONG | answered 403 | Host",
                "ended link | 200 x | signed links | WRONG | still works | X-Amz-Expires",
                "publicAccessBlock | 404 NoSuchPublicAccessBlockConfiguration | public access block | WARNS | none is set"
                        + " | put-public-access-block --bucket stickers",
                "publicAccessBlock | 501 NotImplemented | public access block | OK | this server has none |",
                "policy | 501 NotImplemented | bucket policy | WARNS | who has the key has everything | port",
                "policy | 404 NoSuchPolicy | bucket policy | WARNS | who has the key has everything | port",
                "policy | 403 AccessDenied | bucket policy | WARNS | can't be looked at | administrator",
                "lifecycle | 404 NoSuchLifecycleConfiguration | lifecycle | WARNS | no rule for uploads/"
                        + " | put-bucket-lifecycle-configuration --bucket stickers --lifecycle-configuration"
                        + " file://deploy/storage/lifecycle.json",
                "lifecycle | 501 NotImplemented | lifecycle | OK | own sweeps |",
            })
    void whatIsNotRightIsSaidWithWhatMendsIt(
            String asked, String answer, String subject, Verdict verdict, String words, String remedy)
            throws Exception {
        String[] parts = answer.split(" ");
        int status = Integer.parseInt(parts[0]);
        set.put(asked, status == 200 ? new Answer(200, "") : failure(status, parts[1]));

        Finding finding = look(subject);

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.words()).contains(words);
        if (remedy == null) {
            assertThat(finding.remedy()).isNull();
        } else {
            assertThat(finding.remedy()).contains(remedy);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, InvalidRequest", "501, NotImplemented", "403, XAmzContentSHA256Mismatch"})
    void aServerThatTakesNoChecksumsIsUsedWithoutThem(int status, String code) throws Exception {
        set.put("PUT with checksum", failure(status, code));

        assertThat(look("checksums"))
                .isEqualTo(Finding.warns(
                        "checksums",
                        "the server refuses the checksums that the SDK adds by itself: " + status + " " + code,
                        "set STICKERMILL_STORAGE_CHECKSUMS=when-required for all services"));
        assertThat(look("signed links").verdict()).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:GetObject'}]}",
                "{'Statement':[{'Effect':'Deny','Principal':'*'},{'Effect':'Allow','Principal':{'AWS':['*']},'Action':'x'}]}"
            })
    void aPolicyForEverybodyIsWrong(String policy) throws Exception {
        set.put("policy", new Answer(200, policy.replace('\'', '"')));

        assertThat(look("bucket policy").verdict()).isEqualTo(Verdict.WRONG);
        assertThat(look("bucket policy").remedy()).contains("--policy file://deploy/storage/policy.json");
    }

    @Test
    void theOwnPolicyIsRight() throws Exception {
        set.put("policy", new Answer(200, Files.readString(deployed("policy.json"))));

        assertThat(look("bucket policy").verdict()).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stickers/", "s", "generations/one/"})
    void aRuleThatDeletesWhatIsToStayIsWrong(String prefix) throws Exception {
        set.put("lifecycle", new Answer(200, rules("uploads/", prefix)));

        assertThat(look("lifecycle").verdict()).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enabled", "Suspended"})
    void oldVersionsNeedARuleThatRemovesThem(String status) throws Exception {
        set.put(
                "versioning",
                new Answer(200, "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"));
        assertThat(look("versioning").verdict()).isEqualTo(Verdict.WRONG);

        set.put("lifecycle", new Answer(200, ALL_RULES.replace("</LifecycleConfiguration>", """
                <Rule><Status>Enabled</Status><Filter><Prefix></Prefix></Filter><NoncurrentVersionExpiration>
                <NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration></Rule></LifecycleConfiguration>""")));
        assertThat(look("versioning").verdict()).isEqualTo(Verdict.OK);
        assertThat(look("lifecycle").verdict())
                .as("old versions are not what stays")
                .isEqualTo(Verdict.OK);
    }

    private static Path deployed(String file) {
        return Path.of(System.getProperty("stickermill.root"), "deploy", "storage", file);
    }

    private Finding look(String subject) throws InterruptedException {
        return look().stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> look() throws InterruptedException {
        var login = new StorageLogin(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "us-east-1",
                "stickers",
                "id",
                "secret");
        try (StorageCheck check = new StorageCheck(login, CLOCK)) {
            return check.look();
        }
    }

    private static Answer failure(int status, String code) {
        return new Answer(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    private static String rules(String... prefixes) {
        StringBuilder rules = new StringBuilder("<LifecycleConfiguration>");
        for (String prefix : prefixes) {
            rules.append("<Rule><Status>Enabled</Status><Filter><Prefix>")
                    .append(prefix)
                    .append("</Prefix></Filter><Expiration><Days>3</Days></Expiration></Rule>");
        }
        return rules.append("</LifecycleConfiguration>").toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String query = exchange.getRequestURI().getRawQuery() == null
                ? ""
                : exchange.getRequestURI().getRawQuery();
        Answer answer = set.getOrDefault(asked(exchange, query), otherwise(exchange, query));
        exchange.getResponseHeaders()
                .add("Content-Type", exchange.getRequestMethod().equals("HEAD") ? "image/webp" : "application/xml");
        byte[] body = answer.body.getBytes(UTF_8);
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private String asked(HttpExchange exchange, String query) {
        if (query.contains("X-Amz-Signature")) {
            return query.contains("X-Amz-Date=20260131T120000Z") ? "link" : "ended link";
        }
        String unsigned = exchange.getRequestHeaders().containsKey("Authorization") ? "" : "unsigned ";
        if (query.contains("list-type")) {
            return unsigned + "list";
        }
        String checksum = "PUT with checksum";
        if (set.containsKey(checksum) && exchange.getRequestHeaders().containsKey("X-amz-checksum-crc32")) {
            return checksum;
        }
        return query.isEmpty() ? unsigned + exchange.getRequestMethod() : query.replace("=", "");
    }

    private static Answer otherwise(HttpExchange exchange, String query) {
        boolean signed = exchange.getRequestHeaders().containsKey("Authorization")
                || query.contains("X-Amz-Date=20260131T120000Z");
        return signed
                ? new Answer(200, query.contains("list-type") ? "<ListBucketResult/>" : "")
                : failure(403, "AccessDenied");
    }
}
