/**
 * A stack of its own under load and faults, and the promises that must hold at its end. The guarantees look at it from
 * outside only: at what people see in their chats, at the tables, the files and the topics.
 */
@NullMarked
package io.stickermill.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
