package io.stickermill.delivery.telegram;

import io.stickermill.schemas.Topic;

/** What is published of a send's end, kept in its row so that it can be published again. */
record EndEvent(Topic<?> topic, byte[] encoded) {}
