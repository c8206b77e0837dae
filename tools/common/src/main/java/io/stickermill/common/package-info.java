/**
 * What all tools need once: to wait for something, one reader and writer of JSON, one client of HTTP. It promises to know none of
 * them.
 */
@NullMarked
package io.stickermill.common;

import org.jspecify.annotations.NullMarked;
