package io.stickermill.platform.event;

/** Kafka did not confirm an event. It may or may not be there: publish it again. */
public final class PublishFailed extends RuntimeException {

    PublishFailed(String topic, Throwable cause) {
        super("Kafka did not confirm an event for topic " + topic, cause);
    }
}
