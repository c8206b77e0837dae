/**
 * Creates the topics of the catalogue. Promise: a service that has started finds every topic it uses, and a topic that is
 * there is never shrunk or emptied.
 */
@NullMarked
package io.stickermill.platform.topic;

import org.jspecify.annotations.NullMarked;
