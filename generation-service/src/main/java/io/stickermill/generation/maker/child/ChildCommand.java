package io.stickermill.generation.maker.child;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * How a child is started: with this process's own JDK and classes, whether they lie in the extracted layout of a container, in
 * a build's folder or on a test's class path.
 *
 * @param program the main class
 * @param heap most Java memory
 * @param threads that native libraries may start
 */
public record ChildCommand(String program, DataSize heap, int threads) {

    /** Where OpenCV's libraries are unpacked: once for all processes. */
    private static final String NATIVE_CACHE = "org.bytedeco.javacpp.cachedir";

    /**
     * The pipe for answers has a number of its own: libraries and the VM itself print on 1, a crash above all, and that is to be
     * logged.
     */
    private static final String WITH_ANSWERS_APART = "exec \"$@\" 3>&1 1>&2";

    public static ChildCommand of(ChildSettings settings) {
        return new ChildCommand(ChildProgram.class.getName(), settings.heap(), settings.threads());
    }

    /** Where a child writes its answers. */
    static OutputStream answers() throws IOException {
        return new FileOutputStream("/proc/self/fd/3");
    }

    Process start() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                WITH_ANSWERS_APART,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx" + heap.toBytes(),
                // Native code recurses on our threads: loading the model overflows 4 MB, which is a crash without a
                // word.
                "-Xss64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // What a crash was is said in some lines of the log; a container's read-only root has no place for
                // files.
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        String cache = System.getProperty(NATIVE_CACHE);
        if (cache != null) {
            line.add("-D" + NATIVE_CACHE + "=" + cache);
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        var builder = new ProcessBuilder(line);
        Map<String, String> environment = builder.environment();
        // Tokens and passwords are in the service's: strangers' bytes are worked on where there are none.
        Map<String, String> harmless = Map.copyOf(environment);
        environment.clear();
        Stream.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
                .filter(harmless::containsKey)
                .forEach(name -> environment.put(name, harmless.get(name)));
        environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        // glibc keeps what was freed in one pool a thread, and gives back only what is at its end: memory rose for an
        // hour.
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_TRIM_THRESHOLD_", "1048576");
        environment.put("MALLOC_MMAP_THRESHOLD_", "262144");
        return builder.start();
    }
}
