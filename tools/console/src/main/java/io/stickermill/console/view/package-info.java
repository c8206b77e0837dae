/** What the pages show, as JSON. Promise: every question is bounded in time and size, and no secret is in an answer. */
@NullMarked
package io.stickermill.console.view;

import org.jspecify.annotations.NullMarked;
