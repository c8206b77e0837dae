package io.stickermill.operations.storage;

import java.net.URI;

/**
 * How a bucket is reached.
 *
 * @param endpoint of the S3 server, without the bucket
 * @param accessKey access key id
 * @param secretKey secret access key
 */
public record StorageLogin(URI endpoint, String region, String bucket, String accessKey, String secretKey) {

    @Override
    public String toString() {
        return "StorageLogin[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket + "]";
    }
}
