package io.stickermill.benchmarks.growth;

/**
 * What the answer to a statement, or to all statements of one question, has taken.
 *
 * @param rows read from tables and indexes, those that were thrown away included
 * @param blocks of 8 KB that were looked at, in memory or on disk
 * @param millis as PostgreSQL measured them; the machine's doing as much as the statement's
 */
record Footprint(long rows, long blocks, double millis) {

    /** A level more in each index that is used makes three blocks four; what doubles is no longer an index's height. */
    private static final double HEIGHT = 1.5;

    /** Below this, a page that happens to be fuller or a row that happens to be elsewhere would tell. */
    private static final long FEW_BLOCKS = 20;

    private static final long FEW_ROWS = 50;

    Footprint plus(Footprint other) {
        return new Footprint(rows + other.rows, blocks + other.blocks, millis + other.millis);
    }

    /** Whether this, measured on tables ten times as large, is more than an index's height explains. */
    boolean hasGrownFrom(Footprint before) {
        return blocks > before.blocks * HEIGHT + FEW_BLOCKS || rows > before.rows * HEIGHT + FEW_ROWS;
    }
}
