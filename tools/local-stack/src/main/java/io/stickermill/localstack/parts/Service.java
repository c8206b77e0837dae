package io.stickermill.localstack.parts;

import java.util.Arrays;
import java.util.Optional;

/** The services of Stickermill; each has a PostgreSQL role and a schema of its own, both under its name. */
public enum Service {
    GATEWAY("gateway"),
    GENERATION("generation"),
    DELIVERY("delivery"),
    HISTORY("history"),
    BACKFILL("backfill");

    private final String serviceName;

    Service(String serviceName) {
        this.serviceName = serviceName;
    }

    public String serviceName() {
        return serviceName;
    }

    /** The Maven module, which is also the name of the jar. */
    public String module() {
        return serviceName + "-service";
    }

    /** The name of one of several processes of the service: its own for the first, then with a number. */
    String instanceName(int instance) {
        return instance == 1 ? serviceName : serviceName + "-" + instance;
    }

    /** Finds a service by its name or its module's. */
    public static Optional<Service> named(String name) {
        return Arrays.stream(values())
                .filter(service ->
                        service.serviceName.equals(name) || service.module().equals(name))
                .findFirst();
    }
}
