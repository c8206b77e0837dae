/** The database as an operator looks into it: with a role that may read a few tables and change nothing in them. */
@NullMarked
package io.stickermill.operations.database;

import org.jspecify.annotations.NullMarked;
