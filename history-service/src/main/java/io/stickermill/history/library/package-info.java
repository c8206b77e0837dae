/**
 * What a person has had made, shown to that person: on the library page, and in the chat as a gallery. Promise: each sees their own things only, by
 * whatever ids they ask; nobody is in without Telegram or the bot having said who they are; the page asks no other address.
 */
@NullMarked
package io.stickermill.history.library;

import org.jspecify.annotations.NullMarked;
