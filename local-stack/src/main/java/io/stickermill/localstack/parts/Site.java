package io.stickermill.localstack.parts;

/**
 * Where one local stack lives: its data, ports and secrets, and the build that it runs from.
 *
 * @param build what the processes run from
 * @param home the stack's data
 * @param ports who listens where
 * @param secrets passwords and keys
 */
record Site(BuildOutputs build, Home home, Ports ports, Secrets secrets) {

    static final String HOST = "127.0.0.1";

    static Site at(Home home, Ports ports) {
        return new Site(BuildOutputs.locate(), home, ports, new Secrets(home));
    }

    String http(String part) {
        return "http://" + HOST + ":" + ports.of(part);
    }

    String bootstrapServers() {
        return HOST + ":" + ports.of(PartKind.BROKER.partName());
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + ports.of(PartKind.POSTGRES.partName()) + "/" + database;
    }
}
