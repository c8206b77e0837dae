/**
 * Image models that work behind other people's APIs, for money. Promise: what is said to have been refused was not begun, so that it may
 * be asked of another; what may have been begun is never said to be refused; keys go to the provider's own address and nowhere else.
 * None of them can be asked not to do a thing twice: whoever calls writes down what they intend first.
 */
@NullMarked
package io.stickermill.generation.remote;

import org.jspecify.annotations.NullMarked;
