package io.stickermill.emulator.file;

import java.nio.file.Path;
import java.util.Optional;

/** Bytes on disk under their hash, and what their header says if they are an image. */
public record StoredBytes(String sha256, long size, Path path, Optional<ImageHeader> image) {}
