/** What generation keeps of people. */
@NullMarked
package io.stickermill.generation.person;

import org.jspecify.annotations.NullMarked;
