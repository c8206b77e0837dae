package io.stickermill.benchmarks.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's log of each statement of the services with the plan that it was carried out by (auto_explain). */
final class PlanLog {

    /** Those whose statements are logged. */
    static final List<String> ROLES = List.of("gateway", "history", "generation", "delivery", "backfill", "console");

    private static final Pattern ENTRY = Pattern.compile("(\\S+ \\S+) UTC (\\w+) LOG:  duration: ([\\d.]+) ms  plan:");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private PlanLog() {}

    /**
     * A statement that was carried out.
     *
     * @param at when it had ended
     * @param where the part of its plan that took the most blocks, for example {@code Seq Scan on jobs}
     */
    record Execution(Instant at, String role, String sql, Footprint took, String where) {}

    /**
     * From their next connection on, what the services ask is logged. Times per node are left out: they cost more than they tell.
     *
     * @param superuser in any database
     */
    static void switchOn(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("load 'auto_explain'");
            for (String setting : List.of("log_line_prefix = '%m %u '", "log_timezone = 'UTC'")) {
                statement.execute("alter system set " + setting);
            }
            statement.execute("select pg_reload_conf()");
            for (String role : ROLES) {
                for (String setting : List.of(
                        "session_preload_libraries = 'auto_explain'",
                        "auto_explain.log_min_duration = 0",
                        "auto_explain.log_analyze = on",
                        "auto_explain.log_buffers = on",
                        "auto_explain.log_timing = off",
                        "auto_explain.log_format = 'json'",
                        "auto_explain.log_parameter_max_length = 0")) {
                    statement.execute("alter role \"" + role + "\" set " + setting);
                }
            }
        }
    }

    /** Those that ended from a moment on, in their order. */
    static List<Execution> read(Path log, Instant from) throws IOException {
        List<Execution> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            String line = lines.readLine();
            while (line != null) {
                Matcher entry = ENTRY.matcher(line);
                StringBuilder plan = new StringBuilder();
                line = lines.readLine();
                boolean wanted = entry.matches() && !time(entry.group(1)).isBefore(from);
                while (line != null && line.startsWith("\t")) {
                    if (wanted) {
                        plan.append(line).append('\n');
                    }
                    line = lines.readLine();
                }
                if (wanted) {
                    JsonNode read = Json.MAPPER.readTree(plan.toString());
                    found.add(
                            execution(time(entry.group(1)), entry.group(2), Double.parseDouble(entry.group(3)), read));
                }
            }
        }
        return found;
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    }

    private static Execution execution(Instant at, String role, double millis, JsonNode entry) {
        JsonNode plan = entry.path("Plan");
        return new Execution(
                at,
                role,
                entry.path("Query Text").asText().strip().replaceAll("\\s+", " "),
                new Footprint(rows(plan), blocks(plan), millis),
                most(plan).words());
    }

    private static long blocks(JsonNode node) {
        return node.path("Shared Hit Blocks").asLong()
                + node.path("Shared Read Blocks").asLong()
                + node.path("Temp Read Blocks").asLong();
    }

    private static long rows(JsonNode node) {
        long own = 0;
        if (node.has("Relation Name") && node.path("Node Type").asText().contains("Scan")) {
            double each = node.path("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble()
                    + node.path("Rows Removed by Index Recheck").asDouble();
            own = Math.round(each * node.path("Actual Loops").asDouble());
        }
        for (JsonNode child : node.path("Plans")) {
            own += rows(child);
        }
        return own;
    }

    /** A node and the blocks that are its own. */
    private record Share(String words, long blocks) {}

    private static Share most(JsonNode node) {
        long own = blocks(node);
        Share most = new Share("", -1);
        for (JsonNode child : node.path("Plans")) {
            own -= blocks(child);
            Share below = most(child);
            most = below.blocks() > most.blocks() ? below : most;
        }
        return own > most.blocks() ? new Share(words(node), own) : most;
    }

    private static String words(JsonNode node) {
        String what = node.path("Node Type").asText();
        if (node.has("Index Name")) {
            what += " by " + node.path("Index Name").asText();
        }
        return node.has("Relation Name")
                ? what + " on " + node.path("Relation Name").asText()
                : what;
    }
}
