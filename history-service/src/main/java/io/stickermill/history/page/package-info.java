/**
 * How long lists are read: newest first, page by page, each from where the one before ended. Promise: a page costs the same
 * wherever in the list it is, and rows that come meanwhile move nothing.
 */
@NullMarked
package io.stickermill.history.page;

import org.jspecify.annotations.NullMarked;
