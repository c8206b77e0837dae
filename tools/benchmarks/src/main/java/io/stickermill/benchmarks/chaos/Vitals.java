package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.benchmarks.ProcessMemory;
import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a stack holds at a moment.
 *
 * @param services by their names
 * @param tables bytes of all tables with their indexes
 * @param topics bytes of all topics on the broker's disk
 */
record Vitals(Map<String, OfService> services, long tables, long topics) {

    private static final Pattern HEAP = Pattern.compile("(?im)^\\s*(?:def ?new|tenured)\\b.*?used (\\d+)K");

    /**
     * A service's process.
     *
     * @param heap MB in use right after a full collection; -1 where nothing of it could be learnt
     * @param memory MB of the process (PSS), whatever its heap leaves unused included
     * @param children MB of the processes that it has started
     * @param descriptors open files and sockets
     * @param connections to the database
     */
    record OfService(long heap, long memory, long children, long threads, long descriptors, long connections) {}

    static Vitals of(ChaosStack stack) throws IOException, InterruptedException, SQLException, ExecutionException {
        Map<String, Long> connections = new LinkedHashMap<>();
        stack.rows(
                        "select usename::text as role, count(*) as open from pg_stat_activity where usename is not null group by 1")
                .forEach(row -> connections.put(String.valueOf(row.get("role")), number(row.get("open"))));
        Map<String, OfService> services = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            String name = service.serviceName();
            long pid = stack.pid(name);
            services.put(
                    name,
                    new OfService(
                            heap(pid),
                            ProcessMemory.megabytes(pid),
                            ProcessHandle.of(pid).stream()
                                    .flatMap(ProcessHandle::descendants)
                                    .mapToLong(child -> ProcessMemory.megabytes(child.pid()))
                                    .sum(),
                            files("/proc/" + pid + "/task"),
                            files("/proc/" + pid + "/fd"),
                            connections.getOrDefault(name, 0L)));
        }
        long tables = number(stack.rows("""
                        select coalesce(sum(pg_total_relation_size(relid)), 0) as bytes from pg_stat_user_tables
                        """).getFirst().get("bytes"));
        return new Vitals(services, tables, new BrokerHands(stack.bootstrap()).bytes());
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private static long files(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.count();
        } catch (IOException noProc) {
            return -1;
        }
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        return heapIn(jcmd(pid, "GC.heap_info"));
    }

    /** MB in use, of what {@code GC.heap_info} says of the serial collector's two generations; -1 if it says neither. */
    static long heapIn(String info) {
        Matcher generations = HEAP.matcher(info);
        long kilobytes = -1;
        while (generations.find()) {
            kilobytes = Math.max(0, kilobytes) + Long.parseLong(generations.group(1));
        }
        return kilobytes < 0 ? -1 : Math.round(kilobytes / 1000.0);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(List.of(program.toString(), Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }
}
