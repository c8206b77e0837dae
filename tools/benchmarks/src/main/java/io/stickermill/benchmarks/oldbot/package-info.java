/**
 * The database of a bot as such bots are before Stickermill, made up from a seed: what {@code import} is tried and measured
 * on. Promise: the same seed, sizes and faults give the same rows, and what is claimed to be in them is counted.
 */
@NullMarked
package io.stickermill.benchmarks.oldbot;

import org.jspecify.annotations.NullMarked;
