/** Where one Stickermill runs, and what lets an operator in: said by options and variables, the same for all tools. */
@NullMarked
package io.stickermill.operations.installation;

import org.jspecify.annotations.NullMarked;
