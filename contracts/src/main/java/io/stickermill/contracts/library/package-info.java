/**
 * The way from the chat into the library page: the gateway writes a link, history lets in who brings it. Promise: a link names
 * one person, can't be made without the installation's secret, and says until when it is good.
 */
@NullMarked
package io.stickermill.contracts.library;

import org.jspecify.annotations.NullMarked;
