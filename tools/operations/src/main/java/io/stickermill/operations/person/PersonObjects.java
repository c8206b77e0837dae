package io.stickermill.operations.person;

import io.stickermill.common.NotReached;
import io.stickermill.operations.storage.StorageLogin;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in storage whose keys name a person. */
public final class PersonObjects {

    /** What the keys begin with that name whose they are. */
    private static final List<String> PREFIXES = List.of("stickers/", "generations/");

    private PersonObjects() {}

    /**
     * How many there are under each prefix, without those under which there is none.
     *
     * @throws NotReached if the storage can't be had
     */
    public static SortedMap<String, Long> of(UUID userId, StorageLogin login) {
        SortedMap<String, Long> found = new TreeMap<>();
        try (S3Client client = S3Client.builder()
                .endpointOverride(login.endpoint())
                .region(Region.of(login.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(login.accessKey(), login.secretKey())))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            for (String prefix : PREFIXES) {
                long count = client
                        .listObjectsV2Paginator(
                                list -> list.bucket(login.bucket()).prefix(prefix + userId + "/"))
                        .contents()
                        .stream()
                        .count();
                if (count > 0) {
                    found.put(prefix, count);
                }
            }
            return found;
        } catch (SdkException e) {
            throw new NotReached("The storage", login.endpoint().toString(), e);
        }
    }
}
