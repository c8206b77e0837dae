/**
 * What goes when its time is over. Promise: nothing goes before its lifetime, no lifetime is so short that a topic could bring
 * back what is gone, and what goes does so in small batches, each a transaction of its own, shared by all instances.
 */
@NullMarked
package io.stickermill.platform.retention;

import org.jspecify.annotations.NullMarked;
