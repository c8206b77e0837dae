/**
 * {@code /admin}: tests and commands play the users, look at chats, and set faults and limits. It promises to answer callers on
 * this machine only, errors as problem details (RFC 9457).
 */
@NullMarked
package io.stickermill.emulator.admin;

import org.jspecify.annotations.NullMarked;
