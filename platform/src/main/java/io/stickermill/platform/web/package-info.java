/**
 * What all HTTP APIs of ours share. Promise: nothing under {@code /v1} is served without a key, a customer's opens
 * what is named for it and nothing else, and every error is a
 * problem detail (RFC 9457) that says what to do.
 */
@NullMarked
package io.stickermill.platform.web;

import org.jspecify.annotations.NullMarked;
