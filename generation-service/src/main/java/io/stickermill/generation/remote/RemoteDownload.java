package io.stickermill.generation.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Fetches what a provider has made. The address comes from its answer: nobody within our walls is asked, and nobody gets a key. */
final class RemoteDownload {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final DataSize largest;
    private final List<String> allowed;

    /** @param allowed addresses on this machine that an operator has set as a provider's */
    RemoteDownload(DataSize largest, List<String> allowed) {
        this.largest = largest;
        this.allowed = allowed.stream()
                .filter(address -> !address.isBlank())
                .map(address -> URI.create(address).getAuthority())
                .toList();
    }

    /** What came of it. */
    sealed interface Fetched {
        record File(byte[] content) implements Fetched {}

        /** It can't be had, now or later. */
        record Not(Refusal refusal) implements Fetched {}

        record Later(String cause) implements Fetched {}
    }

    Fetched fetch(URI address) {
        try {
            if (!allowed.contains(address.getAuthority())
                    && (!"https".equals(address.getScheme()) || isWithinWalls(address.getHost()))) {
                return new Fetched.Not(new Refusal(Refusal.Why.FAILED, "an address that is not the world's"));
            }
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(LONGEST).build();
            return Deadline.of(LONGEST.plusSeconds(1), () -> fetchNow(request));
        } catch (IOException e) {
            return new Fetched.Later(e.toString());
        } catch (IllegalArgumentException e) {
            return new Fetched.Not(new Refusal(Refusal.Why.FAILED, "an address that nobody can ask"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fetched.Later("stopped while it was waited for");
        }
    }

    private Fetched fetchNow(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() / 100 == 5 || answer.statusCode() == 429) {
                return new Fetched.Later("status " + answer.statusCode());
            }
            if (answer.statusCode() != 200) {
                return new Fetched.Not(new Refusal(Refusal.Why.GONE, "status " + answer.statusCode()));
            }
            byte[] file = body.readNBytes((int) largest.toBytes() + 1);
            return file.length > largest.toBytes()
                    ? new Fetched.Not(new Refusal(Refusal.Why.FAILED, "a file of more than " + largest))
                    : new Fetched.File(file);
        }
    }

    /** Whoever answers there may be anybody of ours: metadata services, databases. */
    private static boolean isWithinWalls(String host) throws IOException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .anyMatch(address -> address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        // Unique local addresses of IPv6.
                        || address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
    }
}
