/** What a dispatcher guarantees, as objects: they watch what members do with records, and say whether it held. */
package io.stickermill.platform.dispatch.guarantee;
