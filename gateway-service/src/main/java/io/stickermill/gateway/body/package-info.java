/**
 * Bodies of requests. Promise: how much of them is kept at once is bounded before the first byte is read, a body has a
 * largest size and a longest time, and who sends more hears so.
 */
@NullMarked
package io.stickermill.gateway.body;

import org.jspecify.annotations.NullMarked;
