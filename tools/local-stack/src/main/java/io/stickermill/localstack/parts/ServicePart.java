package io.stickermill.localstack.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One instance of one of our services, with the very jar that runs in production; what differs is its environment. */
final class ServicePart implements Part {

    private final Site site;
    private final Service service;
    private final int instance;

    /** @param instance from 1; each has its own port, folder and log */
    ServicePart(Site site, Service service, int instance) {
        this.site = site;
        this.service = service;
        this.instance = instance;
    }

    @Override
    public String name() {
        return service.instanceName(instance);
    }

    @Override
    public String address() {
        return site.http(name());
    }

    @Override
    public Launch launch() {
        List<String> command = new ArrayList<>();
        command.add(site.build().java());
        command.addAll(ServiceJvm.heap(service));
        command.addAll(ServiceJvm.OPTIONS);
        command.addAll(site.jit().options());
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + site.home().data("native"));
        command.add("-jar");
        command.addAll(site.program(service));
        ServiceSettings settings = new ServiceSettings(site);
        Map<String, String> environment = new HashMap<>(SpringEnvironment.of(settings.defaults(service)));
        environment.putAll(site.operator().variables());
        environment.putAll(SpringEnvironment.of(settings.of(service, instance)));
        environment.putAll(SpringEnvironment.of(site.settings()));
        environment.putAll(site.clocks().environment(name()));
        return new Launch(command, environment, site.home().data(name()));
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Readiness.answersOk(address() + "/actuator/health/readiness");
    }

    /** What a service's health calls LIMITED. */
    @Override
    public Optional<String> limits() throws IOException, InterruptedException {
        return limitsIn(Readiness.json(address() + "/actuator/health"));
    }

    static Optional<String> limitsIn(JsonNode health) {
        String words = health.path("components")
                .valueStream()
                .filter(component -> component.path("status").asText().equals("LIMITED"))
                .map(component -> component.path("description").asText())
                .collect(Collectors.joining("; "));
        return Optional.of(words).filter(found -> !found.isEmpty());
    }

    /** Above a dispatcher's drain. */
    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(30);
    }
}
