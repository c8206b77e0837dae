package io.stickermill.benchmarks;

import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** Records of one topic in Confluent's wire format, under the schema that the services have registered. */
final class WireFormat<T extends SpecificRecord> {

    private static final int HEAD = 5;

    private final Topic<T> topic;
    private final int schemaId;

    private WireFormat(Topic<T> topic, int schemaId) {
        this.topic = topic;
        this.schemaId = schemaId;
    }

    /** @param registry address of the schema registry; the services have been there before */
    static <T extends SpecificRecord> WireFormat<T> of(Topic<T> topic, String registry)
            throws IOException, InterruptedException {
        String ours = topic.recordType().getPackageName();
        // Avro asks which classes may be made of data.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals(ours)));
        URI latest = URI.create(registry + "/apis/registry/v3/groups/default/artifacts/" + topic.name()
                + "-value/versions/branch=latest");
        var answer = Http.CLIENT.send(HttpRequest.newBuilder(latest).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The registry answered " + answer.statusCode() + " to " + latest);
        }
        return new WireFormat<>(
                topic, Json.MAPPER.readTree(answer.body()).path("contentId").asInt());
    }

    byte[] encode(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEAD).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new SpecificDatumWriter<T>(topic.schema()).write(value, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    T decode(byte[] value) {
        try {
            return new SpecificDatumReader<T>(topic.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, null));
        } catch (IOException e) {
            throw new UncheckedIOException("not a record of " + topic.name(), e);
        }
    }
}
