package io.stickermill.gateway.update;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Whatever comes as an update is read, or is unreadable; nothing is thrown. Runs over the collected inputs; {@code JAZZER_FUZZ=1
 * ./mvnw -pl gateway-service -am test -Dtest=UpdateReaderFuzzTest -Dsurefire.failIfNoSpecifiedTests=false} looks for more.
 */
class UpdateReaderFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void anyBytesAsAnUpdate(byte[] bytes) {
        UpdateReader.read(new String(bytes, StandardCharsets.UTF_8));
    }
}
