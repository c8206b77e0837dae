/**
 * Photos from programs. Promise: the same idempotency key is the same job, however often and wherever it is sent; what
 * was answered with 202 is in Kafka.
 */
@NullMarked
package io.stickermill.gateway.api;

import org.jspecify.annotations.NullMarked;
