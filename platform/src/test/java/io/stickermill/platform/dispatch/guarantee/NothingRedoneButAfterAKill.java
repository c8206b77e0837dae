package io.stickermill.platform.dispatch.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Members that come and go cleanly cost nothing; a kill costs what was finished and not yet committed. */
public final class NothingRedoneButAfterAKill implements ProcessingGuarantee {

    private final Set<String> finished = new HashSet<>();
    private final List<String> redone = new ArrayList<>();
    private int redoneAfterKill;
    private boolean killed;

    @Override
    public void onStarted(String member, String key, int number) {
        if (finished.contains(key + ":" + number)) {
            if (killed) {
                redoneAfterKill++;
            } else {
                redone.add(key + ":" + number + " by " + member);
            }
        }
    }

    @Override
    public void onFinished(String member, String key, int number) {
        finished.add(key + ":" + number);
    }

    @Override
    public void onKilled(String member) {
        killed = true;
    }

    public int redoneAfterKill() {
        return redoneAfterKill;
    }

    @Override
    public void assertHeld() {
        assertThat(redone).as("records done again without a kill").isEmpty();
    }
}
