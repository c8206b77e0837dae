package io.stickermill.benchmarks.oldbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What the old bot has in storage. */
@FunctionalInterface
public interface StoredFiles {

    void put(String path) throws IOException;

    /** Storage is left as it is. */
    static StoredFiles none() {
        return path -> {};
    }

    /** Files below a folder, as the local S3 server has its bucket: each the smallest WebP there is. */
    static StoredFiles in(Path folder) {
        byte[] webp = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        return path -> {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, webp);
        };
    }
}
