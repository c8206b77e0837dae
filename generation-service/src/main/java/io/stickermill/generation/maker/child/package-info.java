/**
 * Makers in processes of their own. Promise: whatever a stranger's picture does to the code that decodes and draws it, a
 * crash, a hang, a memory blow-up, nonsense on the pipe, it ends one child and one attempt; the service lives on, and knows
 * within the photo's deadline. A child knows no secret, opens no port, and ends when the service does.
 */
@NullMarked
package io.stickermill.generation.maker.child;

import org.jspecify.annotations.NullMarked;
