package io.stickermill.localstack.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part whose JVM starts from an ahead-of-time cache, or writes one when it ends. */
record AotPart(Part part, String program, AotCaches caches) implements Part {

    private static final Duration WRITING = Duration.ofMinutes(3);

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public String address() {
        return part.address();
    }

    @Override
    public Launch launch() throws IOException {
        Launch launch = part.launch();
        List<String> command = new ArrayList<>(launch.command());
        command.addAll(1, caches.options(program, launch.command()));
        return new Launch(command, launch.environment(), launch.folder());
    }

    @Override
    public boolean ready() throws Exception {
        return part.ready();
    }

    @Override
    public void onReady() throws Exception {
        part.onReady();
    }

    @Override
    public Optional<String> limits() throws IOException, InterruptedException {
        return part.limits();
    }

    @Override
    public String stopSignal() {
        return part.stopSignal();
    }

    @Override
    public Duration startTimeout() {
        return part.startTimeout();
    }

    @Override
    public Duration stopTimeout() {
        return caches.isTraining() ? WRITING : part.stopTimeout();
    }
}
