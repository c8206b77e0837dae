package io.stickermill.localstack.parts;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build has made for the processes to run from.
 *
 * @param root the repository's root
 */
public record BuildOutputs(Path root) {

    private static final String ROOT_PROPERTY = "stickermill.root";

    /** Finds the root through the system property that the build and the {@code stickermill} script set. */
    public static BuildOutputs locate() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new IllegalStateException("The system property " + ROOT_PROPERTY
                    + " is not set: run this through ./stickermill or ./mvnw, which set it to the repository's root.");
        }
        return new BuildOutputs(Path.of(root).toAbsolutePath().normalize());
    }

    /** The Java that runs us runs the parts too. */
    public String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The Bot API emulator; its libraries lie beside it. */
    Path emulatorJar() {
        return existing(root.resolve("tools/emulator/target/emulator.jar"));
    }

    /** The operator's page; its libraries lie beside it. */
    Path consoleJar() {
        return existing(root.resolve("tools/console/target/console.jar"));
    }

    /** The {@code stickermill} command; its libraries lie beside it. */
    public Path commandJar() {
        return existing(root.resolve("tools/command/target/stickermill.jar"));
    }

    /** The benchmarks that need no stack; their libraries are those of generation's {@link #serviceJar}. */
    public Path microbenchmarksJar() {
        return existing(root.resolve("tools/microbenchmarks/target/microbenchmarks.jar"));
    }

    String brokerClasspath() {
        return existing(target().resolve("parts/kafka")) + "/*:" + existing(target().resolve("lib")) + "/*";
    }

    Path s3Jar() {
        return existing(target().resolve("parts/s3proxy.jar"));
    }

    Path registryJar() {
        return existing(target().resolve("parts/registry/quarkus-run.jar"));
    }

    /** Where PostgreSQL's programs are unpacked to, once for all homes. */
    Path postgresPrograms() {
        return target().resolve("parts/postgres");
    }

    /** Where the ahead-of-time caches of this build's programs lie. */
    Path aotCaches() {
        return target().resolve("aot");
    }

    Path servicesSql() {
        return existing(root.resolve("deploy/postgres/services.sql"));
    }

    /** The runnable jar of a service, extracted by the build with its libraries beside it. */
    public Path serviceJar(Service service) {
        return existing(
                root.resolve(service.module() + "/target/app/" + service.module() + "-0.1.0-SNAPSHOT-exec.jar"));
    }

    private Path target() {
        return root.resolve("tools/local-stack/target");
    }

    private Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    path + " is not there: build it with `./mvnw -DskipTests package` in " + root + ".");
        }
        return path;
    }
}
