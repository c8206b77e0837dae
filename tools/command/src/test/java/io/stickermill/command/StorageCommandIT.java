package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;

/** `storage check` on the S3 server of the local stack: as it is, and with what can be set wrong there. */
class StorageCommandIT {

    private static final Map<String, String> SETTINGS =
            LocalParts.shared(Set.of(PartKind.S3)).springProperties("history");
    private static final String ENDPOINT = SETTINGS.get("stickermill.storage.endpoint");

    private static S3Client s3;

    @TempDir
    private Path folder;

    /** Of this test alone. */
    private final String bucket = "check-" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        s3 = S3Client.builder()
                .endpointOverride(URI.create(ENDPOINT))
                .region(Region.of("us-east-1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        SETTINGS.get("stickermill.storage.access-key"),
                        SETTINGS.get("stickermill.storage.secret-key"))))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    @BeforeEach
    void make() {
        s3.createBucket(create -> create.bucket(bucket));
    }

    @Test
    void aPrivateBucketIsRightAndNothingStaysInIt() throws Exception {
        CommandRun run = check();

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .containsPattern("bucket +ok +" + bucket)
                .containsPattern("checksums +ok +.*when-supported")
                .containsPattern("content type +ok")
                .containsPattern("signed links +ok +one works, and is refused \\(403\\) when its time is over")
                .containsPattern("private: read +ok +.*\\(403\\)")
                .containsPattern("private: list +ok +.*\\(403\\)")
                .containsPattern("private: write +ok +.*\\(403\\)")
                .containsPattern("removal +ok")
                .containsPattern(
                        "bucket policy +warns +this server has no bucket policies: who has the key has everything")
                .containsPattern("access list +ok")
                .containsPattern("lifecycle +ok +this server has none: the services' own sweeps")
                .containsPattern("versioning +ok")
                .doesNotContain(SETTINGS.get("stickermill.storage.secret-key"));
        assertThat(s3.listObjectsV2(list -> list.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void aPublicBucketIsWrongUntilTheCommandThatIsNamedWasRun() throws Exception {
        s3.putBucketAcl(put -> put.bucket(bucket).acl(BucketCannedACL.PUBLIC_READ));

        CommandRun run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("private: list +wrong")
                .containsPattern("access list +wrong")
                .contains("aws --endpoint-url " + ENDPOINT + " s3api put-bucket-acl --bucket " + bucket
                        + " --acl private");
        assertThat(s3.listObjectsV2(list -> list.bucket(bucket)).contents()).isEmpty();

        s3.putBucketAcl(put -> put.bucket(bucket).acl(BucketCannedACL.PRIVATE));
        assertThat(check().exitCode()).isZero();
    }

    @Test
    void aBucketThatIsNotThereIsToBeMade() throws Exception {
        s3.deleteBucket(delete -> delete.bucket(bucket));

        CommandRun run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("bucket +wrong +there is no bucket " + bucket)
                .contains("s3api create-bucket --bucket " + bucket)
                .doesNotContain("signed links");
    }

    @Test
    void aWrongSecretIsSaidToBeOne() throws Exception {
        CommandRun run = check("not-the-secret");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("bucket +wrong +the server does not know this key, or its secret")
                .contains("STICKERMILL_STORAGE_SECRETKEY")
                .doesNotContain("not-the-secret");
    }

    @Test
    void programsGetTheSame() throws Exception {
        CommandRun run = check(SETTINGS.get("stickermill.storage.secret-key"), "--json");

        JsonNode answer = Json.MAPPER.readTree(run.out());
        assertThat(answer.path("right").asBoolean()).isTrue();
        assertThat(answer.path("findings").findValuesAsText("subject"))
                .contains("bucket", "signed links", "versioning");
        assertThat(answer.path("findings").findValuesAsText("verdict")).containsOnly("ok", "warns");
    }

    @Test
    void nobodyThereIsNamedByItsAddress() throws Exception {
        String nobody = "http://127.0.0.1:" + Ports.free().of("s3");

        CommandRun run = checkAt(nobody, "secret");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("The object storage at " + nobody + " does not answer")
                .contains("Check the address");
    }

    private CommandRun check() throws Exception {
        return check(SETTINGS.get("stickermill.storage.secret-key"));
    }

    private CommandRun check(String secret, String... more) throws Exception {
        return checkAt(ENDPOINT, secret, more);
    }

    private CommandRun checkAt(String endpoint, String secret, String... more) throws Exception {
        Path file = Files.createTempFile(
                folder,
                "secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
        List<String> arguments = new ArrayList<>(List.of(
                "storage",
                "check",
                "--storage",
                endpoint,
                "--storage-bucket",
                bucket,
                "--storage-access-key",
                SETTINGS.get("stickermill.storage.access-key"),
                "--storage-secret-key-file",
                file.toString(),
                "--home",
                folder.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
