/**
 * The dispatcher: the one way in which a service consumes topics.
 *
 * <p>Its promise, for every record of a subscribed topic:
 *
 * <ul>
 *   <li><b>Nothing is skipped.</b> A record counts as consumed only when its handler is done with it, or its bytes lie in
 *       a retry or dead-letter topic. Only the contiguous prefix of a partition is committed. What is finished above it
 *       rides in the commit's metadata, so that a rebalance redoes nothing and a kill redoes little.
 *   <li><b>Order per key.</b> Records of one key of one partition are handled one after the other, in order; different
 *       keys side by side. Only a retry topic takes a record out of its key's order.
 *   <li><b>At least once.</b> After a kill, or when work outlives a revocation by more than the drain's time-out, a record
 *       is handled again, possibly while a frozen member still works on it: effects must be idempotent (the ledger).
 *   <li><b>No record stops a partition.</b> What can't be read or has run out of attempts goes to the group's dead-letter
 *       topic with key, value and headers untouched, and the handler is told so that the job ends. A handler that fails
 *       at that is told again through the retry topics. A failing record is tried again in place for some seconds,
 *       holding its key only, then through the group's retry topics.
 *   <li><b>Bounded.</b> All groups of a process share one memory for the records that they have taken, and none takes
 *       another's share. A partition that is full is paused alone, and what waits for a time that the other side has named
 *       does not fill it; each subscription works in its own
 *       {@link io.stickermill.platform.dispatch.Workers}, so a slow topic takes no worker from another.
 * </ul>
 *
 * <p>A handler decides and returns an {@link io.stickermill.platform.dispatch.Outcome}; it never commits, pauses or
 * publishes a retry by itself.
 */
@NullMarked
package io.stickermill.platform.dispatch;

import org.jspecify.annotations.NullMarked;
