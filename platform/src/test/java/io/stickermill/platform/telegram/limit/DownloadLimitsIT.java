package io.stickermill.platform.telegram.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.time.SharedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances that know nothing of each other, and one PostgreSQL. */
class DownloadLimitsIT {

    private static final DownloadLimitSettings THIRTY = new DownloadLimitSettings(30, Duration.ofSeconds(1));
    private static final AtomicLong BOTS = new AtomicLong(1);

    private static DataSource database;

    private final long bot = BOTS.getAndIncrement();

    @BeforeAll
    static void up() {
        Map<String, String> settings =
                LocalParts.shared(EnumSet.of(PartKind.POSTGRES)).springProperties("backfill");
        database = DataSourceBuilder.create()
                .url(settings.get("spring.datasource.url"))
                .username(settings.get("spring.datasource.username"))
                .password(settings.get("spring.datasource.password"))
                .build();
    }

    @Test
    void whatNobodyWaitsForKeepsTheFigureOnAllInstancesTogether() throws Exception {
        List<Callable<Boolean>> downloads = new ArrayList<>();
        for (DownloadLimits instance : List.of(instance(), instance())) {
            downloads.addAll(java.util.Collections.nCopies(30, instance::awaitAfterOthers));
        }
        long begin = System.nanoTime();
        int went = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> download : threads.invokeAll(downloads)) {
                went += download.get() ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        assertThat(went).isPositive();
        assertThat((double) went).as("in %s s", seconds).isLessThanOrEqualTo(10 + 20 * seconds + 1);
    }

    @Test
    void whatAUserWaitsForGoesFirst() {
        DownloadLimits instance = instance();
        for (int i = 0; i < 300; i++) {
            instance.goesFirst();
        }

        await("the others wait for the debt of 300")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !instance().awaitAfterOthers());
    }

    @Test
    void aRefusalHoldsTheOthersOfAllInstances() {
        assertThat(instance().awaitAfterOthers()).isTrue();

        instance().holdOthersBack(Duration.ofMinutes(1));

        assertThat(instance().awaitAfterOthers()).isFalse();
    }

    private DownloadLimits instance() {
        return new DownloadLimits(database, THIRTY, bot, new SharedClock(JdbcClient.create(database)));
    }
}
