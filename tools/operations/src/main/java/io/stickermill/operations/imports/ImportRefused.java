package io.stickermill.operations.imports;

/** Why nothing, or nothing more, can be brought in: the thing, the cause and the remedy, in words for a person. */
public final class ImportRefused extends RuntimeException {

    public ImportRefused(String words) {
        super(words);
    }
}
