/**
 * Users, sessions and what was asked for in them. Promise: a session shows its newest request's sticker, in whatever
 * order and however often the events come.
 */
@NullMarked
package io.stickermill.gateway.session;

import org.jspecify.annotations.NullMarked;
