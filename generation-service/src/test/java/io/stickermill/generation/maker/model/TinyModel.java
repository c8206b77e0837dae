package io.stickermill.generation.maker.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An ONNX model of one 1x1 convolution and, if wanted, a sigmoid, written field by field as onnx.proto says. It finds red
 * things: what it gives grows with red and falls with green and blue.
 */
record TinyModel(long[] input, String lastStep) {

    private static final int FLOAT = 1;

    static TinyModel ofSide(long side) {
        return new TinyModel(new long[] {1, 3, side, side}, "Sigmoid");
    }

    byte[] file() {
        byte[] convolution = message()
                .text(1, "in")
                .text(1, "weights")
                .text(2, "sum")
                .text(4, "Conv")
                .bytes();
        byte[] last = message().text(1, "sum").text(2, "out").text(4, lastStep).bytes();
        byte[] weights = message()
                .number(1, 1)
                .number(1, 3)
                .number(1, 1)
                .number(1, 1)
                .number(2, FLOAT)
                .text(8, "weights")
                .raw(9, floats(20, -20, -20))
                .bytes();
        long[] output = input.clone();
        output[1] = 1;
        byte[] graph = message()
                .raw(1, convolution)
                .raw(1, last)
                .text(2, "tiny")
                .raw(5, weights)
                .raw(11, value("in", input))
                .raw(12, value("out", output))
                .bytes();
        byte[] operators = message().text(1, "").number(2, 13).bytes();
        return message().number(1, 8).raw(7, graph).raw(8, operators).bytes();
    }

    private static byte[] value(String name, long[] shape) {
        Message dimensions = message();
        Arrays.stream(shape)
                .forEach(size -> dimensions.raw(1, message().number(1, size).bytes()));
        byte[] tensor = message().number(1, FLOAT).raw(2, dimensions.bytes()).bytes();
        return message().text(1, name).raw(2, message().raw(1, tensor).bytes()).bytes();
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    private static Message message() {
        return new Message(new ByteArrayOutputStream());
    }

    /** Protobuf's wire format, as far as it is needed. */
    private record Message(ByteArrayOutputStream out) {

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message raw(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(UTF_8));
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest > 0x7f) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
