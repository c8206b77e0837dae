package io.stickermill.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.platform.fixture.ServiceSchema;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is heard of the same job in several instances at the same time: each has a connection of its own. */
class ChargesAtOnceIT {

    private static final int ROUNDS = 60;

    @TempDir
    private static Path folder;

    private static final List<Instance> INSTANCES = new ArrayList<>();
    private static ExecutorService threads;

    private record Instance(
            CreditLedger ledger, Charges charges, TransactionTemplate transaction, JdbcClient database) {}

    @BeforeAll
    static void start() throws Exception {
        RemoteStyles styles = RemoteStyles.of(Files.writeString(folder.resolve("styles.yaml"), """
                styles: [{id: clay, titles: {en: C}, prompt: c, models: [{provider: fal, model: m, price: 7.5}]}]
                """), true);
        Prices prices = Prices.of(Files.writeString(folder.resolve("prices.yaml"), """
                {credits-per-dollar: 1, prices: [{factor: 1}], packages: [{id: a, credits: 10, stars: 10}]}
                """), styles);
        ServiceSchema.migrated("gateway");
        for (int i = 0; i < 4; i++) {
            DataSource source = ServiceSchema.as("gateway");
            JdbcClient database = JdbcClient.create(source);
            var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
            var ledger = new CreditLedger(database, new BigDecimal("20"), _ -> false);
            var charges = new Charges(
                    prices,
                    styles,
                    ledger,
                    new ChargeRows(database),
                    new UnpaidOrders(database, Duration.ofHours(1)),
                    0,
                    transaction,
                    new SimpleMeterRegistry());
            INSTANCES.add(new Instance(ledger, charges, transaction, database));
        }
        threads = Executors.newFixedThreadPool(INSTANCES.size());
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    @Test
    void aPictureIsPaidOnceWhoeverHearsWhatFirst() throws Exception {
        Instance looking = INSTANCES.getFirst();
        for (int round = 0; round < ROUNDS; round++) {
            UUID person = UUID.randomUUID();
            PhotoRequest one = order(person);
            PhotoRequest other = order(person);
            for (PhotoRequest order : List.of(one, other)) {
                looking.transaction()
                        .executeWithoutResult(_ -> looking.charges().reserve(order));
            }
            var picture = new BoughtPicture(one.jobId(), "fal", "m", BigDecimal.ONE);
            atOnce(List.of(
                    instance -> instance.charges().delivered(one.jobId(), picture),
                    instance -> instance.charges().delivered(other.jobId(), picture),
                    instance -> instance.charges().failed(one.jobId()),
                    instance -> instance.charges().delivered(one.jobId(), picture)));

            assertThat(looking.ledger().balance(person))
                    .isEqualTo(new Balance(new BigDecimal("12.50"), new BigDecimal("0.00")));
            assertThat(looking.ledger().wrong()).doesNotContain(person);
        }
    }

    @Test
    void ofTwoOrdersThatTheBalanceHasForOneOneIsTaken() throws Exception {
        Instance looking = INSTANCES.getFirst();
        for (int round = 0; round < ROUNDS; round++) {
            UUID person = UUID.randomUUID();
            looking.ledger().balance(person);
            List<Consumer<Instance>> orders = new ArrayList<>();
            for (int i = 0; i < INSTANCES.size(); i++) {
                PhotoRequest order = order(person);
                orders.add(instance -> instance.transaction()
                        .executeWithoutResult(_ -> instance.charges().reserve(order)));
            }
            atOnce(orders);

            assertThat(looking.ledger().balance(person))
                    .isEqualTo(new Balance(new BigDecimal("5.00"), new BigDecimal("15.00")));
        }
    }

    /** What fails because another was first comes again, as a record does. */
    private static void atOnce(List<Consumer<Instance>> happenings) throws Exception {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < happenings.size(); i++) {
            Instance instance = INSTANCES.get(i);
            Consumer<Instance> happening = happenings.get(i);
            calls.add(Executors.callable(() -> {
                try {
                    happening.accept(instance);
                } catch (DataAccessException another) {
                    happening.accept(instance);
                }
            }));
        }
        for (Future<Object> call : threads.invokeAll(calls)) {
            call.get();
        }
    }

    private static PhotoRequest order(UUID person) {
        return PhotoRequest.inMessage(
                UUID.randomUUID(),
                new Asker(person, 1, 1),
                1,
                "photo",
                AskedOptions.DEFAULT.withStyle("clay"),
                Instant.EPOCH);
    }
}
