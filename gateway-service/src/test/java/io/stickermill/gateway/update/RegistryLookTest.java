package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.stickermill.platform.event.RegistrySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Found by chaos: an update that needed a schema while the registry was away was set aside after eight seconds. */
class RegistryLookTest {

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<String> asked = new AtomicReference<>();

    @Test
    void itIsWellWhenItAnswersFromItsDatabase() throws Exception {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        registry.start();
        var settings = new RegistrySettings(
                URI.create("http://127.0.0.1:" + registry.getAddress().getPort() + "/apis/registry/v3"));
        try {
            assertThat(new RegistryLook(settings).areWell()).isTrue();
            assertThat(asked.get()).isEqualTo("/apis/registry/v3/search/artifacts?limit=1");
            status.set(500);
            RegistryLook look = new RegistryLook(settings);
            assertThat(look.areWell()).isFalse();
            status.set(200);
            assertThat(look.areWell()).as("what one finds holds for the next").isFalse();
            assertThat(Surroundings.of(() -> true, look).areWell()).isFalse();
        } finally {
            registry.stop(0);
        }
        assertThat(new RegistryLook(settings).areWell()).as("nobody is there").isFalse();
        assertThat(Surroundings.of(() -> true, () -> true).areWell()).isTrue();
    }
}
