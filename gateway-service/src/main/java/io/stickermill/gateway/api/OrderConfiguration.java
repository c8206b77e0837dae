package io.stickermill.gateway.api;

import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.body.BytesInFlight;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class OrderConfiguration {

    @Bean
    ApiRequests apiRequests(JdbcClient database) {
        return new ApiRequests(database);
    }

    @Bean
    StickerOrders stickerOrders(
            ApiRequests requests,
            Users users,
            Admission admission,
            PhotoRequestEvents photos,
            ObjectStorage storage,
            TelegramClient telegram,
            GatewaySettings gateway,
            IntakeSettings settings,
            Clock clock) {
        return new StickerOrders(requests, users, admission, photos, storage, telegram, gateway, settings, clock);
    }

    @Bean
    StickerSetOrders stickerSetOrders(
            JdbcClient database,
            ApiRequests uploads,
            Users users,
            Admission admission,
            PhotoRequestEvents photos,
            EventPublisher events,
            ObjectStorage storage,
            TelegramClient telegram,
            GatewaySettings gateway,
            IntakeSettings settings,
            Clock clock) {
        return new StickerSetOrders(
                new StickerSetOrderRows(database),
                uploads,
                users,
                admission,
                photos,
                events,
                storage,
                telegram,
                gateway,
                settings,
                clock);
    }

    @Bean
    OrderRefusals orderRefusals(Clock clock) {
        return new OrderRefusals(clock);
    }

    /** Of all orders together, whatever they are for. */
    @Bean
    BytesInFlight uploadsInFlight(IntakeSettings settings) {
        return new BytesInFlight(settings.bytesInFlight());
    }

    @Bean
    UploadSweep uploadSweep(ApiRequests requests, ObjectStorage storage, IntakeSettings settings) {
        return new UploadSweep(requests, storage, settings);
    }
}
