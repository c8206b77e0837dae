package io.stickermill.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * One bucket. Every method throws {@link StorageUnavailable} when the server can't be had or refuses us, and {@link
 * StorageRefused} when it is the key that is refused, or what is to lie there: images and videos are stored, of {@link #LARGEST}
 * at most, and nothing else ever leaves this process. Keys are taken as they are, whatever characters they have.
 */
public final class ObjectStorage implements AutoCloseable {

    /** What is larger is not stored. */
    public static final DataSize LARGEST = DataSize.ofMegabytes(50);

    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** What S3 answers with 400 and does not mean the key by. */
    private static final Set<String> ABOUT_US =
            Set.of("RequestTimeout", "ExpiredToken", "InvalidToken", "AuthorizationHeaderMalformed", "NoSuchBucket");

    private final String bucket;
    private final S3Client client;
    private final S3Presigner presigner;

    public ObjectStorage(StorageSettings settings) {
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
        var region = Region.of(settings.region());
        S3Configuration style = S3Configuration.builder()
                // Bucket names as host names need a DNS that own servers seldom have.
                .pathStyleAccessEnabled(true)
                // The body as it is: a server that answers before it has read the last chunk's checksum closes the
                // connection, and the next put meets its end (S3Proxy: one put in a hundred on a busy machine).
                .chunkedEncodingEnabled(false)
                .build();
        this.client = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(style)
                .requestChecksumCalculation(
                        switch (settings.checksums()) {
                            case WHEN_SUPPORTED -> RequestChecksumCalculation.WHEN_SUPPORTED;
                            case WHEN_REQUIRED -> RequestChecksumCalculation.WHEN_REQUIRED;
                        })
                .responseChecksumValidation(
                        switch (settings.checksums()) {
                            case WHEN_SUPPORTED -> ResponseChecksumValidation.WHEN_SUPPORTED;
                            case WHEN_REQUIRED -> ResponseChecksumValidation.WHEN_REQUIRED;
                        })
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(settings.callTimeout()))
                .overrideConfiguration(override -> override.apiCallTimeout(settings.callTimeout()))
                .build();
        this.presigner = S3Presigner.builder()
                .endpointOverride(settings.linked())
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(style)
                .build();
        this.bucket = settings.bucket();
    }

    /**
     * Writes an object, whole, over what may be there.
     *
     * @return its type, which is found in its bytes
     */
    public ContentType put(String key, byte[] content) {
        ContentType type = storable(key, ContentType.of(content), content.length);
        return put(key, RequestBody.fromBytes(content), type);
    }

    /** As {@link #put(String, byte[])}, of something that is never in memory as a whole. */
    public ContentType put(String key, Content content) {
        ContentType type = storable(key, ContentType.of(head(content)), content.length());
        return put(
                key, RequestBody.fromContentProvider(content::fromTheBeginning, content.length(), type.mime()), type);
    }

    private ContentType put(String key, RequestBody body, ContentType type) {
        call(
                "put",
                key,
                () -> client.putObject(put -> put.bucket(bucket).key(key).contentType(type.mime()), body));
        return type;
    }

    private static byte[] head(Content content) {
        try (InputStream bytes = content.fromTheBeginning()) {
            return bytes.readNBytes(ContentType.HEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one place that all services store through. */
    private static ContentType storable(String key, ContentType type, long length) {
        if (!type.isImageOrVideo()) {
            throw new StorageRefused("put", key, "by its first bytes it is no image and no video but " + type.mime());
        }
        if (length > LARGEST.toBytes()) {
            throw new StorageRefused(
                    "put", key, "it has " + length + " bytes, and at most " + LARGEST.toMegabytes() + " MB are stored");
        }
        return type;
    }

    /**
     * An object, or a part of it, as it comes from the server; to be closed by who asked for it.
     *
     * @param from the first byte's place
     * @param length bytes that come
     * @param total bytes of the whole object
     */
    public record Opened(InputStream content, long from, long length, long total) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * Opens an object without having it in memory. Empty if there is none, or none of it at that place.
     *
     * @param from the first byte that is wanted, from 0
     * @param to the last one; null for all that follow
     */
    public Optional<Opened> open(String key, long from, @Nullable Long to) {
        return call("get", key, () -> {
            try {
                ResponseInputStream<GetObjectResponse> content = client.getObject(
                        get -> get.bucket(bucket)
                                .key(key)
                                .range(from == 0 && to == null ? null : "bytes=" + from + "-" + (to == null ? "" : to)),
                        ResponseTransformer.toInputStream());
                long length = content.response().contentLength();
                String range = content.response().contentRange();
                long total = range == null ? length : Long.parseLong(range.substring(range.indexOf('/') + 1));
                return Optional.of(new Opened(content, range == null ? 0 : from, length, total));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Reads a whole object into memory. Empty if there is none. */
    public Optional<byte[]> get(String key) {
        return call("get", key, () -> {
            try {
                return Optional.of(client.getObject(get -> get.bucket(bucket).key(key), ResponseTransformer.toBytes())
                        .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** The size of an object in bytes. Empty if there is none. */
    public Optional<Long> size(String key) {
        return call("look at", key, () -> {
            try {
                return Optional.of(
                        client.headObject(head -> head.bucket(bucket).key(key)).contentLength());
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** What a listing says of an object. */
    public record Listed(String key, long size, Instant modifiedAt) {}

    /**
     * The next objects in the order of their keys. A listing is a hint: it may name what is half written or gone.
     *
     * @param after only keys after this one; empty for all
     * @param limit 1 to 1000
     */
    public List<Listed> list(String prefix, String after, int limit) {
        return call(
                "list",
                prefix,
                () -> client
                        .listObjectsV2(list -> list.bucket(bucket)
                                .prefix(prefix)
                                .startAfter(after.isEmpty() ? null : after)
                                .maxKeys(limit))
                        .contents()
                        .stream()
                        .map(object -> new Listed(object.key(), object.size(), object.lastModified()))
                        .toList());
    }

    /** Removes an object; one that is not there is no error. */
    public void delete(String key) {
        call(
                "delete",
                key,
                () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    /** A link to the public endpoint by which anyone can read the object for a while. Made without asking the server. */
    public URI link(String key, Duration lifetime) {
        return URI.create(presigner
                .presignGetObject(presign -> presign.signatureDuration(lifetime)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
                .url()
                .toString());
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }

    /** Bad request and URI too long. Others are about us (403), the bucket (404) or the server. */
    private static boolean refusesTheKey(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() == 414 || (e.statusCode() == 400 && (code == null || !ABOUT_US.contains(code)));
    }

    private static <R> R call(String operation, String key, Supplier<R> call) {
        if (key.isEmpty() && !operation.equals("list")) {
            throw new StorageRefused(operation, key, "it is empty");
        }
        try {
            return call.get();
        } catch (S3Exception e) {
            throw refusesTheKey(e)
                    ? new StorageRefused(operation, key, e.statusCode() + " " + e.getMessage())
                    : new StorageUnavailable(operation, key, e);
        } catch (SdkException e) {
            throw new StorageUnavailable(operation, key, e);
        }
    }
}
