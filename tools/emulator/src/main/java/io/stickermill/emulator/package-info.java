/**
 * A Bot API server of our own for the local stack and for tests, as a process without Spring. It promises to be as strict
 * as Telegram is: errors worded as in tdlib/telegram-bot-api, limits enforced. It keeps what it has answered for: every
 * update, message and file is on disk before the answer leaves. And it is as nasty as a network can be when told so.
 *
 * <p>Three doors, all on 127.0.0.1: {@code /bot<token>/<method>}, {@code /file/bot<token>/<path>}, and {@code /admin}, where
 * tests play the users, look at chats, and set faults and limits.
 *
 * <p>Packages are features: {@code store} and {@code api} know nothing of the others, {@code text}, {@code file}, {@code chat},
 * {@code message} and {@code update} build on them, {@code admin} and {@code page} on all. Here is only the process that wires
 * them together.
 *
 * <p>A new Bot API method is one class that implements {@link io.stickermill.emulator.api.BotMethod} and one line in its
 * feature's list of methods, such as {@link io.stickermill.emulator.message.MessageMethods}.
 *
 * <p>{@code payment}, which is Telegram Stars, builds on {@code message} and {@code update}.
 */
@NullMarked
package io.stickermill.emulator;

import org.jspecify.annotations.NullMarked;
