package io.stickermill.localstack.parts;

/** The parts that are not ours. Their names are those of their folders, logs and commands. */
public enum PartKind {
    EMULATOR("emulator"),
    BROKER("broker"),
    POSTGRES("postgres"),
    S3("s3"),
    REGISTRY("registry");

    private final String partName;

    PartKind(String partName) {
        this.partName = partName;
    }

    public String partName() {
        return partName;
    }
}
