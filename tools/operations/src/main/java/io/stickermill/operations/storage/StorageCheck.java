package io.stickermill.operations.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.NotReached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks at a bucket as the services use it, and as a stranger finds it. It changes nothing: the one small object that it writes has a
 * name that no other has, and is removed.
 */
public final class StorageCheck implements AutoCloseable {

    /** A WebP of one pixel. */
    private static final byte[] PROBE = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private static final String TYPE = "image/webp";
    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<String> KEY_IS_WRONG = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch");
    private static final Set<String> UNKNOWN_CALL = Set.of("NotImplemented", "MethodNotAllowed", "NotSupported");

    private static final String RIGHTS = "the rights in deploy/storage/policy.json, which docs/operating.md explains";

    private final StorageLogin login;
    private final Clock clock;
    private final AwsBasicCredentials credentials;
    private final S3Client client;
    private final S3Client withoutChecksums;
    private final String key = Prefixes.CHECKS + UUID.randomUUID() + ".webp";

    /** @param clock what links are signed by */
    public StorageCheck(StorageLogin login, Clock clock) {
        this.login = login;
        this.clock = clock;
        this.credentials = AwsBasicCredentials.create(login.accessKey(), login.secretKey());
        this.client = client(RequestChecksumCalculation.WHEN_SUPPORTED, ResponseChecksumValidation.WHEN_SUPPORTED);
        this.withoutChecksums =
                client(RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED);
    }

    /** As the services' own, in all that a server can take offence at. */
    private S3Client client(RequestChecksumCalculation sent, ResponseChecksumValidation looked) {
        return S3Client.builder()
                .endpointOverride(login.endpoint())
                .region(Region.of(login.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .build())
                .requestChecksumCalculation(sent)
                .responseChecksumValidation(looked)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(PATIENCE))
                .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE))
                .build();
    }

    /**
     * What there is to say, in the order in which it was looked at. Without a bucket nothing further can be.
     *
     * @throws NotReached if nobody answers there
     */
    public List<Finding> look() throws InterruptedException {
        try {
            return findings();
        } catch (SdkClientException e) {
            throw new NotReached("The object storage", login.endpoint().toString(), e);
        }
    }

    private List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(bucket());
        if (findings.getFirst().verdict() != Finding.Verdict.WRONG) {
            probed(findings);
            findings.add(strangersList());
            findings.add(accessBlock());
            findings.add(policy());
            findings.add(acl());
            List<LifecycleRule> rules = new ArrayList<>();
            findings.add(lifecycle(rules));
            findings.add(versioning(rules));
        }
        return List.copyOf(findings);
    }

    /** What only an object can show. It goes, whatever happens. */
    private void probed(List<Finding> findings) throws InterruptedException {
        List<Finding> written = written();
        findings.addAll(written);
        if (written.getFirst().verdict() == Finding.Verdict.WRONG) {
            return;
        }
        try {
            findings.add(links());
            findings.add(strangersRead());
            findings.add(strangersWrite());
        } finally {
            findings.add(removal());
        }
    }

    // --- what the services do
    // ------------------------------------------------------------------------------------------

    private Finding bucket() {
        try {
            client.listObjectsV2(list -> list.bucket(login.bucket()).maxKeys(1));
            return Finding.ok("bucket", login.bucket() + " is there, and this key may list it");
        } catch (S3Exception e) {
            if (KEY_IS_WRONG.contains(code(e))) {
                return Finding.wrong(
                        "bucket",
                        "the server does not know this key, or its secret: " + code(e),
                        "set the right ones for the services (STICKERMILL_STORAGE_ACCESSKEY, STICKERMILL_STORAGE_SECRETKEY)"
                                + " and for this command, and restart the services");
            }
            if (e.statusCode() == 404) {
                return Finding.wrong("bucket", "there is no bucket " + login.bucket(), aws("create-bucket"));
            }
            return Finding.wrong(
                    "bucket",
                    "this key may not list " + login.bucket() + ": " + said(e),
                    "give its user s3:ListBucket: " + RIGHTS);
        }
    }

    /** The first says whether the probe is there. */
    private List<Finding> written() {
        try {
            put(client);
        } catch (S3Exception refused) {
            if (refused.statusCode() == 403 && !code(refused).startsWith("XAmzContentSHA256")) {
                return List.of(mayNotWrite(refused));
            }
            try {
                put(withoutChecksums);
            } catch (S3Exception always) {
                return List.of(mayNotWrite(always));
            }
            return List.of(
                    Finding.warns(
                            "checksums",
                            "the server refuses the checksums that the SDK adds by itself: " + said(refused),
                            "set STICKERMILL_STORAGE_CHECKSUMS=when-required for all services"),
                    type());
        }
        return List.of(Finding.ok("checksums", "the server takes those that the SDK adds (when-supported)"), type());
    }

    private void put(S3Client by) {
        by.putObject(put -> put.bucket(login.bucket()).key(key).contentType(TYPE), RequestBody.fromBytes(PROBE));
    }

    private static Finding mayNotWrite(S3Exception e) {
        return Finding.wrong(
                "checksums",
                "an object can't be written: " + said(e),
                "give this key's user s3:PutObject on " + Prefixes.CHECKS + "*, as the last statement has it in "
                        + RIGHTS);
    }

    /** It is what a browser goes by that has a signed link. */
    private Finding type() {
        String kept =
                client.headObject(head -> head.bucket(login.bucket()).key(key)).contentType();
        return TYPE.equals(kept)
                ? Finding.ok("content type", "what is stored keeps its own")
                : Finding.warns("content type", "of " + TYPE + " the server makes " + kept, null);
    }

    private Finding links() throws InterruptedException {
        int works = status(unsigned(link(clock)).GET());
        if (works != 200) {
            return Finding.wrong(
                    "signed links",
                    "one that was just made is answered " + works,
                    "if a proxy stands before the server, let it pass path and Host on as they are; compare both clocks");
        }
        int ended = status(
                unsigned(link(Clock.offset(clock, LINK_LIFETIME.multipliedBy(2).negated())))
                        .GET());
        return ended == 200
                ? Finding.wrong(
                        "signed links",
                        "one whose time is over still works",
                        "set the server's clock; take no server that does not look at X-Amz-Expires")
                : Finding.ok("signed links", "one works, and is refused (" + ended + ") when its time is over");
    }

    private Finding removal() {
        try {
            client.deleteObject(delete -> delete.bucket(login.bucket()).key(key));
            return Finding.ok("removal", "this key may delete");
        } catch (S3Exception e) {
            return Finding.wrong(
                    "removal", key + " could not be deleted: " + said(e), "give its user s3:DeleteObject: " + RIGHTS);
        }
    }

    // --- what a stranger may
    // -------------------------------------------------------------------------------------------

    private Finding strangersRead() throws InterruptedException {
        return refusal("private: read", status(unsigned(at(key, null)).GET()));
    }

    private Finding strangersList() throws InterruptedException {
        return refusal(
                "private: list",
                status(unsigned(at("", "list-type=2&max-keys=1")).GET()));
    }

    private Finding strangersWrite() throws InterruptedException {
        return refusal("private: write", status(unsigned(at(key, null)).PUT(BodyPublishers.ofByteArray(PROBE))));
    }

    private Finding refusal(String subject, int status) {
        return switch (status) {
            case 401, 403 -> Finding.ok(subject, "without a signature it is refused (" + status + ")");
            case 200 ->
                Finding.wrong(
                        subject,
                        "anybody may, without a signature",
                        aws("put-bucket-acl", "--acl private") + " and " + aws("delete-bucket-policy")
                                + ", or on MinIO: mc anonymous set none ALIAS/" + login.bucket());
            default -> Finding.warns(subject, "without a signature it is answered " + status, null);
        };
    }

    private Finding accessBlock() {
        return asked("public access block", () -> {
            try {
                var block = client.getPublicAccessBlock(get -> get.bucket(login.bucket()))
                        .publicAccessBlockConfiguration();
                if (block == null || flags(block).noneMatch(Objects::nonNull)) {
                    return Finding.ok("public access block", "this server has none");
                }
                return flags(block).allMatch(Boolean.TRUE::equals)
                        ? Finding.ok("public access block", "all four are on")
                        : Finding.warns("public access block", "not all four are on", block());
            } catch (S3Exception e) {
                if (code(e).equals("NoSuchPublicAccessBlockConfiguration")) {
                    return Finding.warns("public access block", "none is set", block());
                }
                throw e;
            }
        });
    }

    private static Stream<@Nullable Boolean> flags(PublicAccessBlockConfiguration block) {
        return Arrays.<@Nullable Boolean>asList(
                block.blockPublicAcls(),
                block.ignorePublicAcls(),
                block.blockPublicPolicy(),
                block.restrictPublicBuckets())
                .stream();
    }

    private String block() {
        return aws(
                "put-public-access-block",
                "--public-access-block-configuration"
                        + " BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true");
    }

    private Finding policy() {
        Finding none = Finding.warns(
                "bucket policy",
                "this server has no bucket policies: who has the key has everything",
                "keep the key from all but the services, and the server's port from all but them");
        try {
            String policy =
                    client.getBucketPolicy(get -> get.bucket(login.bucket())).policy();
            if (policy == null || !policy.strip().startsWith("{")) {
                return none;
            }
            for (JsonNode statement : Json.MAPPER.readTree(policy).path("Statement")) {
                if (letsAnybody(statement)) {
                    return Finding.wrong(
                            "bucket policy",
                            "a statement lets anybody do " + statement.path("Action"),
                            aws("put-bucket-policy", "--policy file://deploy/storage/policy.json"));
                }
            }
            return Finding.ok("bucket policy", "no statement is for everybody");
        } catch (JsonProcessingException e) {
            return Finding.warns("bucket policy", "it can't be read: " + e.getOriginalMessage(), null);
        } catch (S3Exception e) {
            if (code(e).equals("NoSuchBucketPolicy")) {
                return Finding.ok("bucket policy", "none is set; then each user's own policy says what it may");
            }
            // What S3Proxy says of every bucket, for it keeps none.
            return isUnknown(e) || code(e).equals("NoSuchPolicy") ? none : mayNotAsk("bucket policy", e);
        }
    }

    private static boolean letsAnybody(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        JsonNode who = principal.isObject() ? principal.path("AWS") : principal;
        boolean everybody = who.asText().equals("*");
        for (JsonNode one : who) {
            everybody |= one.asText().equals("*");
        }
        return everybody
                && statement.path("Effect").asText().equals("Allow")
                && statement.path("Condition").isMissingNode();
    }

    private Finding acl() {
        return asked("access list", () -> {
            boolean open = client.getBucketAcl(get -> get.bucket(login.bucket())).grants().stream()
                    .map(grant ->
                            grant.grantee() == null ? null : grant.grantee().uri())
                    .anyMatch(uri -> uri != null && (uri.endsWith("/AllUsers") || uri.endsWith("/AuthenticatedUsers")));
            return open
                    ? Finding.wrong("access list", "it has everybody in it", aws("put-bucket-acl", "--acl private"))
                    : Finding.ok("access list", "nobody but the owner is in it");
        });
    }

    // --- how long objects stay
    // -----------------------------------------------------------------------------------------

    /** @param found takes the rules that are in force */
    private Finding lifecycle(List<LifecycleRule> found) {
        return asked("lifecycle", () -> {
            try {
                client.getBucketLifecycleConfiguration(get -> get.bucket(login.bucket())).rules().stream()
                        // Our objects have no tags: a rule for some is none for them.
                        .filter(rule -> rule.status() == ExpirationStatus.ENABLED && !hasTags(rule))
                        .forEach(found::add);
            } catch (S3Exception e) {
                if (!code(e).equals("NoSuchLifecycleConfiguration")) {
                    throw e;
                }
            }
            List<String> expiring = found.stream()
                    .filter(rule -> rule.expiration() != null
                            && (rule.expiration().days() != null
                                    || rule.expiration().date() != null))
                    .map(StorageCheck::prefix)
                    .toList();
            List<String> lost = Prefixes.LASTING.stream()
                    .filter(prefix ->
                            expiring.stream().anyMatch(rule -> prefix.startsWith(rule) || rule.startsWith(prefix)))
                    .toList();
            if (!lost.isEmpty()) {
                return Finding.wrong(
                        "lifecycle", "a rule deletes what is to stay: " + String.join(", ", lost), setLifecycle());
            }
            List<String> without = Prefixes.SHORT_LIVED.stream()
                    .filter(prefix -> expiring.stream().noneMatch(prefix::startsWith))
                    .toList();
            return without.isEmpty()
                    ? Finding.ok("lifecycle", "what is short-lived goes by itself")
                    : Finding.warns(
                            "lifecycle",
                            "no rule for " + String.join(", ", without) + ": only the services' own sweeps remove them",
                            setLifecycle());
        });
    }

    private static boolean hasTags(LifecycleRule rule) {
        var filter = rule.filter();
        return filter != null
                && (filter.tag() != null || filter.and() != null && filter.and().hasTags());
    }

    @SuppressWarnings("deprecation") // Older servers answer with the rule's own prefix.
    private static String prefix(LifecycleRule rule) {
        var filter = rule.filter();
        String prefix = filter == null
                ? rule.prefix()
                : filter.and() == null ? filter.prefix() : filter.and().prefix();
        return Objects.requireNonNullElse(prefix, "");
    }

    private String setLifecycle() {
        return aws(
                "put-bucket-lifecycle-configuration", "--lifecycle-configuration file://deploy/storage/lifecycle.json");
    }

    private Finding versioning(List<LifecycleRule> rules) {
        return asked("versioning", () -> {
            BucketVersioningStatus status = client.getBucketVersioning(get -> get.bucket(login.bucket()))
                    .status();
            if (status == null) {
                return Finding.ok("versioning", "it is off: what is deleted is gone");
            }
            boolean ends = rules.stream()
                    .anyMatch(rule -> rule.noncurrentVersionExpiration() != null
                            && prefix(rule).isEmpty());
            return ends
                    ? Finding.ok("versioning", "it is " + status + ", and old versions go by a rule")
                    : Finding.wrong(
                            "versioning",
                            "it is " + status + ", and no rule removes old versions: what people delete stays",
                            setLifecycle());
        });
    }

    // --- how it is asked
    // -----------------------------------------------------------------------------------------------

    private static Finding asked(String subject, Supplier<Finding> question) {
        try {
            return question.get();
        } catch (S3Exception e) {
            return isUnknown(e)
                    ? Finding.ok(subject, "this server has none" + instead(subject))
                    : mayNotAsk(subject, e);
        }
    }

    private static String instead(String subject) {
        return switch (subject) {
            case "lifecycle" -> ": the services' own sweeps remove what is short-lived";
            case "versioning" -> ": what is deleted is gone";
            default -> "";
        };
    }

    private static boolean isUnknown(S3Exception e) {
        return e.statusCode() == 501 || e.statusCode() == 405 || UNKNOWN_CALL.contains(code(e));
    }

    private static Finding mayNotAsk(String subject, S3Exception e) {
        return Finding.warns(
                subject,
                "it can't be looked at: " + said(e),
                "run this once more with an administrator's key (STICKERMILL_TOOLS_STORAGE_ACCESS_KEY and"
                        + " STICKERMILL_TOOLS_STORAGE_SECRET_KEY)");
    }

    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String said(S3Exception e) {
        return e.statusCode() + (code(e).isEmpty() ? "" : " " + code(e));
    }

    private String aws(String call, String... more) {
        return "aws --endpoint-url " + login.endpoint() + " s3api " + call + " --bucket " + login.bucket()
                + (more.length == 0 ? "" : " " + String.join(" ", more));
    }

    private URI at(String object, @Nullable String query) {
        return URI.create(login.endpoint().toString().replaceFirst("/+$", "") + "/" + login.bucket() + "/" + object
                + (query == null ? "" : "?" + query));
    }

    private URI link(Clock signedAt) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.GET)
                                .uri(at(key, null))
                                .build())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, login.region())
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, LINK_LIFETIME)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, signedAt))
                .request()
                .getUri();
    }

    private static HttpRequest.Builder unsigned(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    private int status(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<Void> answer = Http.CLIENT.send(request.build(), BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException e) {
            throw new NotReached("The object storage", login.endpoint().toString(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        withoutChecksums.close();
    }
}
