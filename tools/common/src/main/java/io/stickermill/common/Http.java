package io.stickermill.common;

import java.net.http.HttpClient;
import java.time.Duration;

/** The client of HTTP; how long an answer may take is said by each request. */
public final class Http {

    public static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Http() {}
}
