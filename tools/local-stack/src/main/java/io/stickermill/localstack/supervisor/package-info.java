/**
 * Keeps a stack's processes running. Promise: what dies is started again, after pauses that grow; what was stopped on
 * purpose stays stopped; and when the supervisor ends, nothing of the stack is left running.
 */
@NullMarked
package io.stickermill.localstack.supervisor;

import org.jspecify.annotations.NullMarked;
