package io.stickermill.operations.topic;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Some records of a topic, in the order of their time.
 *
 * @param looked records that were read to find these
 * @param next from where on there is more, as {@link TopicBrowser.From.Places} writes it
 * @param atEnd whether what was there has been read to its end
 */
public record TopicPage(List<ConsumerRecord<byte[], byte[]>> records, int looked, String next, boolean atEnd) {}
