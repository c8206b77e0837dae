/**
 * The ledger that makes at-least-once delivery idempotent. Promise: of all who try to do a thing at the same time, in any
 * process, one holds the claim; a claim that its owner did not finish before the lease ended can be taken over, and the
 * late owner can no longer finish it. Each service keeps its ledger in a table of its own, in the transaction of the
 * effect's row.
 */
@NullMarked
package io.stickermill.platform.ledger;

import org.jspecify.annotations.NullMarked;
