/**
 * History built once more from the topics, in a schema of its own, by the very code that keeps it, and compared with what is
 * there. Runs as a program of its own beside the service ({@link io.stickermill.history.rebuild.RebuildProgram}), while
 * traffic goes on. Promises: nobody's offsets move; a verification changes nothing; a replacement loses nothing that the
 * topics don't tell (what is older than they are, imported rows, rows made from old sessions).
 *
 * <p>None of these classes bears a stereotype: the service, which scans the packages beside this one, must not take them.
 */
@NullMarked
package io.stickermill.history.rebuild;

import org.jspecify.annotations.NullMarked;
