/**
 * How long the gateway remembers what was asked for. Promise: a request is known for longer than its record can come again.
 * Users and sessions stay.
 */
@NullMarked
package io.stickermill.gateway.retention;

import org.jspecify.annotations.NullMarked;
