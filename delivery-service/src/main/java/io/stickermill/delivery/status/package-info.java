/**
 * The one status message of a job. Promise: a job has at most one, its step only rises, nothing edits it once it is
 * closed, and a job that is done within a moment has none. It is worth no retry: what can't be shown now is not shown.
 */
@NullMarked
package io.stickermill.delivery.status;

import org.jspecify.annotations.NullMarked;
