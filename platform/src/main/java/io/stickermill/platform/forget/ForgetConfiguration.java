package io.stickermill.platform.forget;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.person.ForgottenPeople;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For a service that keeps something of people: it has a {@link PersonalData}, and subscribes {@link Forgetting} and {@link Exporting}. */
@Configuration(proxyBeanMethods = false)
@Import(PersonAuditController.class)
public class ForgetConfiguration {

    @Bean
    Exporting exporting(
            @Value("${spring.application.name}") String service,
            PersonalData data,
            EventPublisher events,
            Clock clock) {
        return new Exporting(service, data, events, clock);
    }

    @Bean
    PersonAudit personAudit(JdbcClient database) {
        return new PersonAudit(database);
    }

    @Bean
    Forgetting forgetting(
            @Value("${spring.application.name}") String service,
            ForgottenPeople people,
            JdbcClient database,
            PersonalData data,
            EventPublisher events,
            Clock clock) {
        return new Forgetting(service, people, new Forgettings(database), data, events, Forgetting.SETTLED, clock);
    }
}
