package io.stickermill.localstack.parts;

import java.util.List;
import java.util.Map;

/**
 * Where one local stack lives: its data, ports and secrets, and the build that it runs from.
 *
 * @param build what the processes run from
 * @param home the stack's data
 * @param ports who listens where
 * @param secrets passwords and keys
 * @param settings what the services are told beyond the usual, as Spring properties
 * @param programs what is run in place of a service's jar: another one, then arguments
 * @param operator what the person who runs it tells them
 * @param aot what the JVMs start from
 * @param jit how they compile
 * @param clocks of the services
 */
record Site(
        BuildOutputs build,
        Home home,
        Ports ports,
        Secrets secrets,
        Map<String, String> settings,
        Map<Service, List<String>> programs,
        OperatorSettings operator,
        AotCaches aot,
        Jit jit,
        PartClocks clocks) {

    static final String HOST = "127.0.0.1";

    /** Name of the port of a gate between the services and the S3 server, where there is one. */
    static final String STORAGE_GATE = "s3-gate";

    static Site at(Home home, Ports ports) {
        return at(home, ports, Map.of(), Map.of(), Jit.ofMachine());
    }

    static Site at(Home home, Ports ports, Map<String, String> settings, Map<Service, List<String>> programs, Jit jit) {
        BuildOutputs build = BuildOutputs.locate();
        return of(build, home, ports, settings, programs, AotCaches.of(build), jit);
    }

    /** One on free ports whose processes write the ahead-of-time caches. */
    static Site ofTraining(Home home) {
        BuildOutputs build = BuildOutputs.locate();
        return of(build, home, Ports.free(), Map.of(), Map.of(), AotCaches.training(build), Jit.ofMachine());
    }

    private static Site of(
            BuildOutputs build,
            Home home,
            Ports ports,
            Map<String, String> settings,
            Map<Service, List<String>> programs,
            AotCaches aot,
            Jit jit) {
        return new Site(
                build,
                home,
                ports,
                new Secrets(home),
                settings,
                programs,
                new OperatorSettings(home, System.getenv()),
                aot,
                jit,
                new PartClocks());
    }

    /** A part of the stack that is not a service. */
    Part part(PartKind kind) {
        return switch (kind) {
            case EMULATOR -> aot.with(kind.partName(), new EmulatorPart(this));
            case BROKER -> aot.with(kind.partName(), new BrokerPart(this));
            case POSTGRES -> new PostgresPart(this);
            case S3 -> aot.with(kind.partName(), new S3Part(this));
            case REGISTRY -> aot.with(kind.partName(), new RegistryPart(this));
        };
    }

    /** What a service's JVM runs: a jar, then arguments. */
    List<String> program(Service service) {
        List<String> other = programs.get(service);
        return other == null ? List.of(build.serviceJar(service).toString()) : other;
    }

    String http(String part) {
        return "http://" + HOST + ":" + ports.of(part);
    }

    /** Where the services reach object storage. */
    String storage() {
        return http(ports.isChosen(STORAGE_GATE) ? STORAGE_GATE : PartKind.S3.partName());
    }

    String bootstrapServers() {
        return HOST + ":" + ports.of(PartKind.BROKER.partName());
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + ports.of(PartKind.POSTGRES.partName()) + "/" + database;
    }
}
