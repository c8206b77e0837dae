package io.stickermill.benchmarks.growth;

import io.stickermill.benchmarks.BenchFailed;
import io.stickermill.benchmarks.MeasuredStack;
import io.stickermill.benchmarks.growth.PlanLog.Execution;
import io.stickermill.benchmarks.growth.Questions.Asked;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the services have to read for an answer when their tables are large, beside the same on tables of a tenth: real services on
 * a real PostgreSQL, which says of each statement by which plan it was carried out. What grows with its table is shown.
 */
public final class GrowthBench {

    /** Of a full run. */
    public static final long STICKERS = 10_000_000;

    /** Bytes on the disk for each sticker and all that belongs to it, with room for the indexes' making. */
    private static final long BYTES_EACH = 4_000;

    private static final Duration ALONE = Duration.ofSeconds(100);

    /** Sweeps and looks that come every few minutes fall into the time in which nobody asks. */
    private static final Map<String, Object> SETTINGS = Map.of("stickermill.sweep.every", "30s");

    private final Path home;
    private final long stickers;
    private final Printout out;
    private final Instant started = Instant.now();

    /**
     * @param home folder of the stack, empty
     * @param stickers as many as there are at last; a tenth of them first
     */
    public GrowthBench(Path home, long stickers, Printout out) {
        this.home = home;
        this.stickers = stickers;
        this.out = out;
    }

    /** @throws BenchFailed if the disk is too small, or a photo became no sticker */
    public void run() throws IOException, InterruptedException, SQLException {
        long free = home.toFile().getUsableSpace();
        if (free < stickers * BYTES_EACH) {
            throw new BenchFailed(
                    "%,d MB are free where %s is, and %,d are needed: -Djava.io.tmpdir names another place"
                            .formatted(free / 1_000_000, home, stickers * BYTES_EACH / 1_000_000));
        }
        say("the services make their tables");
        MeasuredStack.up(home, SETTINGS).close();
        grow(0, stickers / 10);
        Costs before = measure();
        grow(stickers / 10, stickers);
        Costs after = measure();
        out.beginTables();
        new GrowthReport(out).print(stickers, before, after);
    }

    private void say(String what) {
        out.printf("%5d s  %s%n", Duration.between(started, Instant.now()).toSeconds(), what);
        out.flush();
    }

    /** On PostgreSQL alone. */
    private void grow(long from, long to) throws SQLException {
        say("%,d stickers and what belongs to them".formatted(to));
        try (LocalParts parts = LocalParts.start(home, Set.of(PartKind.POSTGRES));
                Connection superuser = DriverManager.getConnection(
                        Objects.requireNonNull(parts.springProperties("history").get("spring.datasource.url")),
                        "postgres",
                        new StackLogins(new Home(home)).password("postgres"))) {
            PlanLog.switchOn(superuser);
            GrownTables.grow(superuser, from, to, out);
        }
    }

    private Costs measure() throws IOException, InterruptedException {
        say("the services are asked");
        Instant begin = Instant.now();
        List<Asked> asked;
        try (MeasuredStack stack = MeasuredStack.up(home, SETTINGS)) {
            Questions questions = new Questions(stack);
            asked = questions.ask(begin, ALONE);
            questions.unanswered().forEach(this::say);
        }
        List<Execution> executions = PlanLog.read(new Home(home).log("postgres"), begin);
        if (executions.isEmpty()) {
            throw new BenchFailed("PostgreSQL has logged no plan");
        }
        Costs costs = Costs.of(asked, executions);
        say("%,d statements were carried out".formatted(executions.size()));
        return costs;
    }
}
