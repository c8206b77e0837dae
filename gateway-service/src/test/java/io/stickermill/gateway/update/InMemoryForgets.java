package io.stickermill.gateway.update;

import io.stickermill.gateway.person.Forgets;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.PersonForgotten;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** People who are being forgotten, for as long as a test wants. */
final class InMemoryForgets implements Forgets {

    private final InstantSource clock;
    private final Map<Long, ForgetRequested> open = new HashMap<>();
    private final Set<Long> told = new HashSet<>();
    boolean on = true;

    InMemoryForgets(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public boolean isOpen(long telegramId) {
        return open.containsKey(telegramId);
    }

    @Override
    public boolean tellsToWait(long telegramId) {
        return isOpen(telegramId) && told.add(telegramId);
    }

    @Override
    public Optional<ForgetRequested> begin(UUID requestId, Person person, boolean sets, String language) {
        return Optional.of(open.computeIfAbsent(
                person.telegramId(),
                telegramId -> ForgetRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(person.userId())
                        .setTelegramUserId(telegramId)
                        .setSets(sets)
                        .setLanguage(language)
                        .setRequestedAt(clock.instant())
                        .build()));
    }

    @Override
    public boolean done(PersonForgotten result) {
        return open.remove(result.getTelegramUserId()) != null;
    }

    @Override
    public Optional<Receipt> receipt(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Receipt> receipts(int most) {
        throw new UnsupportedOperationException();
    }
}
