package io.stickermill.generation.maker.photo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a file; where it ends before them, an {@link IndexOutOfBoundsException}. */
final class Bytes {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    static int u8(byte[] file, int at) {
        return file[at] & 0xff;
    }

    static int u16(byte[] file, int at) {
        return u8(file, at) << 8 | u8(file, at + 1);
    }

    static int i32(byte[] file, int at) {
        return (int) INTS.get(file, at);
    }

    static int u24Little(byte[] file, int at) {
        return u8(file, at) | u8(file, at + 1) << 8 | u8(file, at + 2) << 16;
    }

    static int u16Little(byte[] file, int at) {
        return u8(file, at) | u8(file, at + 1) << 8;
    }

    static int i32Little(byte[] file, int at) {
        return Integer.reverseBytes(i32(file, at));
    }
}
