/**
 * How records flow at this moment: what comes into topics, how far each group has read, who its members are. Promise: it looks
 * only, and asks the broker the same few questions however many records there are.
 */
@NullMarked
package io.stickermill.operations.flow;

import org.jspecify.annotations.NullMarked;
