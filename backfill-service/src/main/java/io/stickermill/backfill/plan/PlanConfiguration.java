package io.stickermill.backfill.plan;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.backfill.run.RunEnds;
import io.stickermill.backfill.run.Runs;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.trace.Traces;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

    @Bean
    BackfillTopic backfillTopic(KafkaOperations<byte[], byte[]> kafka, Traces traces) {
        return new BackfillTopic(kafka, traces);
    }

    @Bean
    KnownKeys knownKeys(JdbcClient database) {
        return new KnownKeys(database);
    }

    @Bean
    MissingRows missingRows(JdbcClient database, Clock clock) {
        return new MissingRows(database, clock);
    }

    @Bean
    UnknownObjects unknownObjects(
            JdbcClient database, KnownKeys rows, ObjectStorage storage, Clock clock, BackfillSettings settings) {
        return new UnknownObjects(database, rows, storage, clock, settings);
    }

    @Bean
    Planner planner(
            JdbcClient database,
            JdbcOperations batches,
            TransactionOperations transactions,
            Runs runs,
            MissingRows missing,
            UnknownObjects unknownObjects,
            BackfillTopic topic,
            EventCodec codec,
            Clock clock,
            BackfillSettings settings) {
        return new Planner(
                database, batches, transactions, runs, missing, unknownObjects, topic, codec, clock, settings);
    }

    @Bean
    PlannerLoop plannerLoop(Planner planner, RunEnds ends) {
        return new PlannerLoop(planner, ends);
    }
}
