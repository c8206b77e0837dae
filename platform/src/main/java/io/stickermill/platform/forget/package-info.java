/** What a service does to forget a person, and to tell a person all that it keeps of them: from one list of what that is. */
@NullMarked
package io.stickermill.platform.forget;

import org.jspecify.annotations.NullMarked;
