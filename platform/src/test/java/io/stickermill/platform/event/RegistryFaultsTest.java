package io.stickermill.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryFaultsTest {

    static IOException[] brokenConnections() {
        return new IOException[] {
            new IOException("HTTP/1.1 header parser received no bytes"),
            new EOFException("EOF reached while reading"),
            new SSLException("handshake failed"),
            new ConnectException(),
            new ClosedChannelException(),
            new HttpTimeoutException("request timed out")
        };
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void aConnectionThatBreaksIsARegistryOutOfReach(IOException broken) {
        assertThat(RegistryFaults.isOutOfReach(new RuntimeException(new ExecutionException(broken))))
                .isTrue();
    }

    @Test
    void aValueThatEndsTooSoonIsPoison() {
        var reader = new GenericDatumReader<>(Schema.create(Schema.Type.STRING));
        Throwable truncated =
                catchThrowable(() -> reader.read(null, DecoderFactory.get().binaryDecoder(new byte[] {20, 'a'}, null)));

        assertThat(truncated).isInstanceOf(EOFException.class);
        assertThat(RegistryFaults.isOutOfReach(new UncheckedIOException((IOException) truncated)))
                .isFalse();
    }
}
