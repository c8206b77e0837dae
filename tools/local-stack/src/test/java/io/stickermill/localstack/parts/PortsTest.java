package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    private Path folder;

    @Test
    void keptPortsAreTheSameAtTheNextStartButForOneThatIsTaken() throws Exception {
        Ports first = Ports.kept(new Home(folder));
        int broker = first.of("broker");
        int gateway = first.of("gateway");

        try (ServerSocket somebodyElse = new ServerSocket(gateway, 1, InetAddress.getLoopbackAddress())) {
            Ports second = Ports.kept(new Home(folder));
            assertThat(second.of("broker")).isEqualTo(broker);
            assertThat(second.of("gateway")).isNotEqualTo(somebodyElse.getLocalPort());
        }
    }

    @Test
    void aFileThatIsNoneOfPortsIsNamed() throws Exception {
        Files.writeString(folder.resolve("ports.properties"), "broker=many");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Ports.kept(new Home(folder)))
                .withMessageContaining("ports.properties");
    }
}
