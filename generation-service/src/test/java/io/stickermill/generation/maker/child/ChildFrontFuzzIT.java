package io.stickermill.generation.maker.child;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever comes through a pipe is what was agreed, or refused; with {@code JAZZER_FUZZ=1} it looks for more. */
class ChildFrontFuzzIT {

    @FuzzTest(maxDuration = "5m")
    void anyBytesThroughThePipe(byte[] bytes) {
        try {
            ChildAnswer.readFrom(new ByteArrayInputStream(bytes));
        } catch (IOException refused) {
            // It ends the child.
        }
        try {
            Order.readFrom(new ByteArrayInputStream(bytes));
        } catch (IOException refused) {
            // It ends the child, which has nobody else to listen to.
        }
    }
}
