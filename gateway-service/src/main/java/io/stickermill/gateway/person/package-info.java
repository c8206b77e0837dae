/** What the gateway keeps of people, and how they have it removed. */
@NullMarked
package io.stickermill.gateway.person;

import org.jspecify.annotations.NullMarked;
