package io.stickermill.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.gateway.credit.KilledConnection.Killed;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.platform.fixture.ServiceSchema;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What holds of people's credits whatever happens: random orders, purchases, grants and refunds, ends in any order and repeated, and the
 * process killed between any two statements, as often as it is started again.
 */
class CreditsPropertyIT {

    private static final Logger log = LoggerFactory.getLogger(CreditsPropertyIT.class);

    /** People; {@code -Dstickermill.credits.people=10000} takes a minute and more. */
    private static final int RUNS = Integer.getInteger("stickermill.credits.people", 2_000);

    private static final int WORKERS = 4;
    private static final int BATCH = 250; // of a worker's share
    private static final int DAILY_FREE = 1;

    /** What each costs in credits; all are below what people begin with. */
    private static final Map<String, String> STYLES = Map.of("clay", "7.50", "plush", "2.81", "paper", "0.99");

    private static final List<String> NAMES = STYLES.keySet().stream().sorted().toList();

    @TempDir
    private static Path folder;

    private static RemoteStyles styles;
    private static Prices prices;
    private static JdbcClient looking;

    @BeforeAll
    static void prepare() throws Exception {
        var file = new StringBuilder("styles:\n");
        STYLES.forEach((id, price) -> file.append("""
                  - {id: %s, titles: {en: T}, prompt: "%s {wish}", models: [{provider: fal, model: m, price: %s}]}
                """.formatted(id, id, price)));
        styles = RemoteStyles.of(Files.writeString(folder.resolve("styles.yaml"), file), true);
        prices = Prices.of(Files.writeString(folder.resolve("prices.yaml"), """
                credits-per-dollar: 1
                prices: [{factor: 1}]
                packages: [{id: a, credits: 10, stars: 10}]
                """), styles);
        looking = JdbcClient.create(ServiceSchema.migrated("gateway"));
    }

    @Test
    void nobodyIsChargedWithoutAStickerOrTwiceAndNothingIsLost() throws Exception {
        long seed = Long.getLong("stickermill.seed", System.nanoTime());
        log.info("seed {}: -Dstickermill.seed={} repeats this", seed, seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                var random = new Random(seed + i);
                workers.add(threads.submit(() -> {
                    work(random);
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        assertThat(ledger(looking).wrong()).as("seed %d", seed).isEmpty();
        assertThat(looking.sql("select distinct state from credit_charges")
                        .query(String.class)
                        .list())
                .as("all that can become of an order has")
                .containsExactlyInAnyOrder("RESERVED", "HELD", "SETTLED", "RELEASED", "GIVEN");
        assertThat(looking.sql("select distinct kind from credit_transfers")
                        .query(String.class)
                        .list())
                .contains("WELCOME", "PURCHASE", "RESERVE", "SETTLE", "RELEASE", "LATE", "REFUND");
    }

    private static void work(Random random) throws SQLException {
        DataSource source = ServiceSchema.as("gateway");
        try (Connection real = source.getConnection()) {
            JdbcClient.create(source).sql("set synchronous_commit = off").update();
            for (int done = 0; done < RUNS / WORKERS; done += BATCH) {
                Map<UUID, Person> people = new LinkedHashMap<>();
                for (int i = 0; i < BATCH; i++) {
                    var person = new Person(real, random);
                    person.live();
                    people.put(person.id, person);
                }
                check(people);
            }
        }
    }

    private static CreditLedger ledger(JdbcClient database) {
        return new CreditLedger(database, new BigDecimal("5"), _ -> false);
    }

    /** One person with their orders. */
    private static final class Person {
        private final UUID id = UUID.randomUUID();
        private final Random random;
        private final KilledConnection connection;
        private final CreditLedger ledger;
        private final Charges charges;
        private final TransactionTemplate transaction;
        private final List<PhotoRequest> orders = new ArrayList<>();
        private final Set<UUID> granted = new HashSet<>();
        private final Map<UUID, Optional<UUID>> delivered = new HashMap<>();
        private final Set<UUID> failed = new HashSet<>();
        private final Map<String, BigDecimal> bought = new HashMap<>();
        private final Set<String> refunded = new HashSet<>();

        Person(Connection real, Random random) {
            this.random = random;
            connection = new KilledConnection(real);
            DataSource source = connection.source();
            JdbcClient database = JdbcClient.create(source);
            transaction = new TransactionTemplate(new JdbcTransactionManager(source));
            ledger = ledger(database);
            charges = new Charges(
                    prices,
                    styles,
                    ledger,
                    new ChargeRows(database),
                    new UnpaidOrders(database, Duration.ofHours(1)),
                    DAILY_FREE,
                    transaction,
                    new SimpleMeterRegistry());
        }

        void live() {
            List<Runnable> happenings = new ArrayList<>();
            int photos = 1 + random.nextInt(2);
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                order("photo" + random.nextInt(photos), NAMES.get(random.nextInt(NAMES.size())));
            }
            orders.forEach(order -> happenings.add(() -> reserve(order)));
            for (int i = random.nextInt(3); i > 0; i--) {
                String charge = UUID.randomUUID().toString();
                BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(2000), 2);
                happenings.add(() -> buy(charge, amount));
                if (random.nextInt(3) == 0) {
                    happenings.add(() -> refund(charge));
                }
            }
            Collections.shuffle(happenings, random);
            happenings.forEach(this::survived);
            List<Runnable> ends = new ArrayList<>();
            orders.stream().filter(order -> granted.contains(order.jobId())).forEach(order -> ends.addAll(ends(order)));
            // What is heard comes in any order, and again.
            ends.addAll(List.copyOf(ends).subList(0, ends.size() / 2));
            orders.forEach(order -> ends.add(() -> reserve(order)));
            Collections.shuffle(ends, random);
            ends.forEach(this::survived);
        }

        private void order(String photo, String style) {
            var asker = new Asker(id, 1, 1);
            var options = AskedOptions.DEFAULT.withStyle(style);
            orders.add(PhotoRequest.inMessage(UUID.randomUUID(), asker, 1, photo, options, Instant.EPOCH));
        }

        private List<Runnable> ends(PhotoRequest order) {
            UUID job = order.jobId();
            List<Runnable> ends = new ArrayList<>();
            int kind = random.nextInt(10);
            if (kind < 6) {
                ends.add(() -> deliver(order));
            }
            if (kind == 0 || kind == 6 || kind == 7) {
                failed.add(job);
                ends.add(() -> charges.failed(job));
            }
            if (kind == 1 || kind == 8) {
                ends.add(() -> charges.unknown(job));
            }
            return ends;
        }

        /** It shows the picture of whichever job of the same photo and style had it made, or one of the house. */
        private void deliver(PhotoRequest order) {
            UUID job = order.jobId();
            Optional<UUID> picture = delivered.computeIfAbsent(
                    job, _ -> Optional.of(pictureOf(order)).filter(_ -> random.nextInt(8) != 0));
            charges.delivered(
                    job,
                    picture.map(made -> new BoughtPicture(made, "fal", "m", BigDecimal.ONE))
                            .orElse(null));
        }

        private UUID pictureOf(PhotoRequest order) {
            return orders.stream()
                    .filter(other -> granted.contains(other.jobId()) && other.givesSameAs(order))
                    .findFirst()
                    .orElseThrow()
                    .jobId();
        }

        private void reserve(PhotoRequest order) {
            if (transaction.execute(_ -> charges.reserve(order)) instanceof Charging.Asked.Granted) {
                granted.add(order.jobId());
            }
        }

        private void buy(String charge, BigDecimal amount) {
            transaction.executeWithoutResult(_ -> {
                ledger.locked(id);
                ledger.transfer(TransferKind.PURCHASE, charge, id, amount, null);
            });
            bought.put(charge, amount);
        }

        private void refund(String charge) {
            transaction.executeWithoutResult(_ -> {
                BigDecimal taken = ledger.locked(id).free().min(bought.getOrDefault(charge, BigDecimal.ZERO));
                if (taken.signum() > 0) {
                    ledger.transfer(TransferKind.REFUND, charge, id, taken, null);
                }
            });
            refunded.add(charge);
        }

        /** Killed anywhere in it, it comes again, as an update and a record do. */
        private void survived(Runnable happening) {
            if (random.nextInt(2) == 0) {
                connection.killAfter(random.nextInt(12));
            }
            for (boolean done = false; !done; ) {
                try {
                    happening.run();
                    done = true;
                } catch (Killed killed) {
                    if (random.nextInt(3) == 0) {
                        connection.killAfter(random.nextInt(12));
                    }
                }
            }
            connection.spare();
        }
    }

    private record Known(UUID user, ChargeState state, BigDecimal price, BigDecimal amount, UUID picture) {}

    private static synchronized void check(Map<UUID, Person> people) {
        UUID[] ids = people.keySet().toArray(UUID[]::new);
        Map<UUID, Known> charges = new HashMap<>();
        looking.sql("select * from credit_charges where user_id = any(?)")
                .param(ids)
                .query(row -> {
                    charges.put(
                            row.getObject("job_id", UUID.class),
                            new Known(
                                    row.getObject("user_id", UUID.class),
                                    ChargeState.valueOf(row.getString("state")),
                                    row.getBigDecimal("price"),
                                    row.getBigDecimal("amount"),
                                    row.getObject("picture_job", UUID.class)));
                });
        Map<UUID, BigDecimal> taken = new HashMap<>();
        Map<UUID, Map<String, BigDecimal>> sold = new HashMap<>();
        looking.sql("select * from credit_transfers where user_id = any(?)")
                .param(ids)
                .query(row -> {
                    UUID user = row.getObject("user_id", UUID.class);
                    switch (TransferKind.valueOf(row.getString("kind"))) {
                        case SETTLE, LATE ->
                            assertThat(taken.put(
                                            UUID.fromString(row.getString("reference")), row.getBigDecimal("amount")))
                                    .as("charged once")
                                    .isNull();
                        case PURCHASE ->
                            sold.computeIfAbsent(user, _ -> new HashMap<>())
                                    .put(row.getString("reference"), row.getBigDecimal("amount"));
                        case WELCOME, GRANT, REFUND, IMPORT, IMPORT_SPENT, RESERVE, RELEASE -> {}
                    }
                });
        people.forEach((id, person) -> {
            assertThat(sold.getOrDefault(id, Map.of()).keySet()).isEqualTo(person.bought.keySet());
            for (PhotoRequest order : person.orders) {
                check(person, order, charges.get(order.jobId()), taken.get(order.jobId()));
            }
        });
        assertThat(looking.sql("""
                        select count(*) from credit_balances b
                         where user_id = any(?)
                           and not exists (
                               select from credit_entries where user_id = b.user_id
                               having coalesce(sum(amount) filter (where account = 'FREE'), 0) = free
                                  and coalesce(sum(amount) filter (where account = 'RESERVED'), 0) = reserved)
                        """).param(ids).query(Integer.class).single())
                .as("balances that are not their sums")
                .isZero();
    }

    private static void check(Person person, PhotoRequest order, Known charge, BigDecimal taken) {
        UUID job = order.jobId();
        boolean came = person.delivered.containsKey(job);
        if (charge == null) {
            assertThat(taken).isNull();
            return;
        }
        assertThat(charge.price).isEqualTo(STYLES.get(order.options().style()));
        if (taken != null) {
            assertThat(came).as("no charge without a sticker").isTrue();
            assertThat(charge.state).isEqualTo(ChargeState.SETTLED);
            assertThat(taken).isEqualTo(charge.price);
            // That a picture is paid once the table itself sees to: this is the picture that came.
            assertThat(charge.picture).isEqualTo(person.delivered.get(job).orElseThrow());
        }
        switch (charge.state) {
            case RESERVED, HELD ->
                assertThat(came || person.failed.contains(job))
                        .as("an end ends it")
                        .isFalse();
            case SETTLED -> assertThat(taken == null).isEqualTo(charge.amount.signum() == 0);
            case GIVEN -> {
                assertThat(came).isTrue();
                assertThat(person.failed)
                        .as("only what was given back first is given away")
                        .contains(job);
            }
            case RELEASED -> assertThat(taken).isNull();
        }
    }
}
