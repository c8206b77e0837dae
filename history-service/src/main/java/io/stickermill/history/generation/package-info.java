/**
 * Pictures that models of others make, for programs and operators: how each stands, what it was told, what it cost. Promise: a
 * generation is shown as its youngest event tells, whatever order they come in.
 */
@NullMarked
package io.stickermill.history.generation;

import org.jspecify.annotations.NullMarked;
