/**
 * The library page: what a person has had made, shown to that person. Promise: whoever is in sees their own things only, by
 * whatever ids they ask; nobody is in without Telegram or the bot having said who they are; the page asks no other address.
 */
@NullMarked
package io.stickermill.history.library;

import org.jspecify.annotations.NullMarked;
