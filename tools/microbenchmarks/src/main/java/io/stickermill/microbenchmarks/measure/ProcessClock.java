package io.stickermill.microbenchmarks.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * CPU time of all threads of this process, as Linux counts it: to the microsecond, as Node's. The JDK's own counts in ticks of
 * 10 ms, which is a sixth of a sticker.
 */
@SuppressWarnings("restricted") // the JVM is started with native access
public final class ProcessClock {

    /** {@code CLOCK_PROCESS_CPUTIME_ID} of Linux's {@code time.h}. */
    private static final int PROCESS_CPU_TIME = 2;

    private final MethodHandle getTime;

    /** Seconds and nanoseconds, a long each. */
    private final MemorySegment time = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);

    public ProcessClock() {
        Linker linker = Linker.nativeLinker();
        getTime = linker.downcallHandle(
                linker.defaultLookup().find("clock_gettime").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** Milliseconds since the process began. */
    public double millis() {
        int failed;
        try {
            failed = (int) getTime.invokeExact(PROCESS_CPU_TIME, time);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        if (failed != 0) {
            throw new IllegalStateException("This system does not tell a process's CPU time");
        }
        return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1e3 + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e6;
    }
}
