/**
 * Object storage over S3. Promise: a {@code put} that returned is there, a put that did not left nothing half written
 * under its key, and every call ends within its time-out.
 */
@NullMarked
package io.stickermill.platform.storage;

import org.jspecify.annotations.NullMarked;
