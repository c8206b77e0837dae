/** A setting is one that some service has, or the service does not start. */
@NullMarked
package io.stickermill.platform.setting;

import org.jspecify.annotations.NullMarked;
