/**
 * What the bot says, in the user's language. Promise: every text exists in English, a language without a bundle falls
 * back to English, and a missing key fails at once instead of showing a key to a person.
 */
@NullMarked
package io.stickermill.platform.text;

import org.jspecify.annotations.NullMarked;
