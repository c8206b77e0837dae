/** What history keeps of people. */
@NullMarked
package io.stickermill.history.person;

import org.jspecify.annotations.NullMarked;
