/** Brings a restored database level with the topics, whoever runs the parts. */
@NullMarked
package io.stickermill.localstack.recovery;

import org.jspecify.annotations.NullMarked;
