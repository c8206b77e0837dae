package io.stickermill.platform.dispatch.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** Every record is finished at least once. */
public final class NothingSkipped implements ProcessingGuarantee {

    private final Set<String> missing = new HashSet<>();

    @Override
    public void onProduced(String key, int number) {
        missing.add(key + ":" + number);
    }

    @Override
    public void onFinished(String member, String key, int number) {
        missing.remove(key + ":" + number);
    }

    @Override
    public void assertHeld() {
        assertThat(missing).as("records that nobody finished").isEmpty();
    }
}
