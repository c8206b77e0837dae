package io.stickermill.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Where something was measured. No name and no path.
 *
 * @param cores as the JVM counts them
 * @param gigabytes of memory
 * @param system the operating system and its architecture
 * @param java of this process and of all that it starts
 */
public record Machine(int cores, long gigabytes, String system, String java) {

    static Machine here() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(bytes / 1e9),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.vendor") + " " + Runtime.version());
    }

    /** The load of the last minute; below 0 where the system knows none. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
