package io.stickermill.generation.person;

import io.stickermill.generation.remote.RemoteGenerations;
import io.stickermill.platform.forget.ForgetConfiguration;
import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.storage.ObjectStorage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@Import(ForgetConfiguration.class)
class PersonConfiguration {

    @Bean
    PersonalData personalData(
            JdbcClient database, TransactionOperations transaction, ObjectStorage storage, RemoteGenerations remote) {
        return new GenerationPersonalData(
                database, transaction, new PersonalObjects(storage::list, storage::delete), remote::cancel);
    }
}
