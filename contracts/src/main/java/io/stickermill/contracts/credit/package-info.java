/** What stickers cost people, where they cost anything. Promise: a price is made here and nowhere else, and rounded down. */
@NullMarked
package io.stickermill.contracts.credit;

import org.jspecify.annotations.NullMarked;
