package io.stickermill.operations.storage;

import java.util.List;

/** What keys begin with, by how long their objects stay. The services write no others. */
public final class Prefixes {

    /** What the services remove after a day or so; a server that does it, too, does it while they are away. */
    public static final List<String> SHORT_LIVED =
            List.of("uploads/", "candidates/", "sheets/", "previews/", "generation-inputs/");

    /** What stays until somebody deletes it. */
    public static final List<String> LASTING = List.of("stickers/", "pack_sheets/", "generations/");

    /** Where {@link StorageCheck} puts the one object that it writes, and removes. */
    static final String CHECKS = "checks/";

    private Prefixes() {}
}
