/** What there is of a person outside of the services' tables. */
@NullMarked
package io.stickermill.operations.person;

import org.jspecify.annotations.NullMarked;
