/** Who keeps something of people. */
@NullMarked
package io.stickermill.contracts.person;

import org.jspecify.annotations.NullMarked;
