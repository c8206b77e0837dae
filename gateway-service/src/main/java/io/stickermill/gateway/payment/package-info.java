/**
 * Credits that people buy with Telegram Stars. Promise: what Telegram says is paid is kept, and credited once, before its update is
 * confirmed; what is given back takes the credits once, as far as they are there.
 */
@NullMarked
package io.stickermill.gateway.payment;

import org.jspecify.annotations.NullMarked;
