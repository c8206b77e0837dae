/** What delivery keeps of people, in its tables and in their chats. */
@NullMarked
package io.stickermill.delivery.person;

import org.jspecify.annotations.NullMarked;
