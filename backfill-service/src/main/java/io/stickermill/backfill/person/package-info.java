/** What backfill keeps of people. */
@NullMarked
package io.stickermill.backfill.person;

import org.jspecify.annotations.NullMarked;
