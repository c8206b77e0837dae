/**
 * Events in and out of Kafka as bytes. Promise: what is published is Avro in the Confluent wire format under a schema
 * that the registry knows, keyed by chat, with {@code job_id} and {@code sticker_id} as headers, so that a value that
 * can't be read can still end its job; and a publish that returned has been taken by all in-sync replicas.
 */
@NullMarked
package io.stickermill.platform.event;

import org.jspecify.annotations.NullMarked;
