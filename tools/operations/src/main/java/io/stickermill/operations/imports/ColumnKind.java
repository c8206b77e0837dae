package io.stickermill.operations.imports;

import java.util.Set;

/** What a column of the old database may be, in PostgreSQL's names of types. */
enum ColumnKind {
    ID("uuid or a number", Set.of("uuid", "bigint", "integer", "text", "character varying")),
    TEXT("text", Set.of("text", "character varying", "character", "uuid", "USER-DEFINED")),
    AMOUNT("a number", Set.of("numeric", "bigint", "integer", "smallint", "double precision", "real")),
    NUMBER("a whole number", Set.of("bigint", "integer", "smallint")),
    MOMENT("timestamptz", Set.of("timestamp with time zone", "timestamp without time zone")),
    JSON("jsonb", Set.of("jsonb", "json"));

    private final String wanted;
    private final Set<String> types;

    ColumnKind(String wanted, Set<String> types) {
        this.wanted = wanted;
        this.types = types;
    }

    String wanted() {
        return wanted;
    }

    boolean takes(String type) {
        return types.contains(type);
    }
}
