package io.stickermill.gateway.person;

import io.stickermill.gateway.credit.Charges;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.forget.ForgetConfiguration;
import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.person.ForgetSettings;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.PersonForgotten;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(ForgetConfiguration.class)
class PersonConfiguration {

    @Bean
    Forgets forgets(JdbcClient database, TransactionOperations transaction, ForgetSettings settings, JsonMapper json) {
        return new ForgetRows(database, transaction, settings.hashes(), json);
    }

    @Bean
    ForgetOrders forgetOrders(Forgets forgets, EventPublisher events, TelegramClient telegram) {
        return new ForgetOrders(forgets, events, telegram.botId());
    }

    @Bean
    LastWords lastWords(TelegramClient telegram) {
        return new LastWords(telegram, new Texts("gateway-texts"));
    }

    @Bean
    PersonalData personalData(
            JdbcClient database,
            TransactionOperations transaction,
            ObjectStorage storage,
            ForgetSettings settings,
            Charges charges) {
        return new GatewayPersonalData(
                database,
                transaction,
                new PersonalObjects(storage::list, storage::delete),
                settings.hashes(),
                charges::forget);
    }

    /** Told once: what comes again finds it done. */
    @Bean
    RecordHandler<PersonForgotten> forgetResults(Forgets forgets, LastWords words) {
        return (result, _) -> {
            if (forgets.done(result)) {
                words.forgotten(result);
            }
            return Outcome.done();
        };
    }
}
