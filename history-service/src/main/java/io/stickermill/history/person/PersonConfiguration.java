package io.stickermill.history.person;

import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.forget.ForgetConfiguration;
import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.ExportPart;
import io.stickermill.schemas.PersonForgotten;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@Import(ForgetConfiguration.class)
class PersonConfiguration {

    @Bean
    ForgottenElsewhere forgottenElsewhere(JdbcClient database) {
        return new ForgottenElsewhere(database);
    }

    @Bean
    PersonalData personalData(
            JdbcClient database,
            TransactionOperations transaction,
            ObjectStorage storage,
            ForgottenElsewhere elsewhere) {
        return new HistoryPersonalData(
                database, transaction, new PersonalObjects(storage::list, storage::delete), elsewhere);
    }

    @Bean
    Exports exports(JdbcClient database, EventPublisher events) {
        return new Exports(database, events);
    }

    @Bean
    ExportArchive exportArchive(Exports exports, JdbcClient database, ObjectStorage storage) {
        return new ExportArchive(exports, database, storage);
    }

    @Bean
    RecordHandler<ExportPart> exportParts(Exports exports) {
        return (part, _) -> {
            exports.told(part);
            return Outcome.done();
        };
    }

    @Bean
    Expiring exportsExpire(JdbcClient database) {
        return new Expiring(
                "exports", Exports.LIFETIME, ExpiredRows.olderIn(database, "exports", "id", "requested_at"));
    }

    @Bean
    Expiring exportPartsExpire(JdbcClient database) {
        return new Expiring(
                "export_parts",
                Exports.LIFETIME,
                ExpiredRows.olderIn(database, "export_parts", "export_id, service, number", "told_at"));
    }

    @Bean
    RecordHandler<PersonForgotten> forgottenElsewhereNotes(ForgottenElsewhere elsewhere) {
        return (done, _) -> {
            elsewhere.note(done);
            return Outcome.done();
        };
    }
}
