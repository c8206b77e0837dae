/** Brings a restored database level with the topics, whoever runs the parts. */
@NullMarked
package io.stickermill.operations.recovery;

import org.jspecify.annotations.NullMarked;
