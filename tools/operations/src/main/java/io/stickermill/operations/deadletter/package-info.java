/**
 * What a person does with dead letters: find them, look at them, send them on their way again. Promise: looking changes
 * nothing; a replay gives the original key and bytes to the one group that has failed with them, says of itself that it is
 * one, and leaves the letter where it is.
 */
@NullMarked
package io.stickermill.operations.deadletter;

import org.jspecify.annotations.NullMarked;
