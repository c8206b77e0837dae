package io.stickermill.history.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.PriceSettings;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.contracts.style.RemoteStyleSettings;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.favourite.Favourites;
import io.stickermill.history.sticker.Deletion;
import io.stickermill.history.sticker.StickerList;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.InlineQueried;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    LibrarySettings.class,
    LoginSettings.class,
    RemoteStyleSettings.class,
    PriceSettings.class
})
class LibraryConfiguration {

    @Bean
    LibrarySessions librarySessions(JdbcClient database, LoginSettings login) {
        return new LibrarySessions(database, login.session());
    }

    /** Where there is a page, it must be known whose bot's people come in. */
    @Bean
    Logins logins(LibrarySettings settings, LoginSettings login, LibrarySessions sessions) {
        if (settings.links().isEmpty()) {
            return new Logins(null, null, sessions, login.botId());
        }
        if (login.botId() <= 0) {
            throw new IllegalArgumentException(
                    "stickermill.library.bot-id is missing, and there is a library page: set STICKERMILL_LIBRARY_BOTID"
                            + " to the first part of the bot's token");
        }
        InitData initData = login.webAppKeyBytes()
                .map(InitData::checkedByHash)
                .orElseGet(() -> InitData.checkedBySignature(login.botId(), login.telegramKeyBytes()));
        return new Logins(settings.links().get(), initData, sessions, login.botId());
    }

    @Bean
    FilterRegistrationBean<LibraryGate> libraryGate(LibrarySettings settings, LibrarySessions sessions, Clock clock) {
        var registration = new FilterRegistrationBean<>(new LibraryGate(
                settings.links().isPresent(),
                sessions,
                clock,
                // A thousand small pictures are scrolled by in some seconds.
                new Pace(1_500, Duration.ofSeconds(30), System::nanoTime)));
        registration.addUrlPatterns("/library", "/library/*");
        return registration;
    }

    @Bean
    LibraryItems libraryItems(JdbcClient database) {
        return new LibraryItems(database);
    }

    @Bean
    LibraryViews libraryViews(
            LibrarySettings settings,
            RemoteStyleSettings remote,
            LibraryItems items,
            Favourites favourites,
            Prices prices,
            CreditMoves credits) {
        return new LibraryViews(styles(settings, remote), items, favourites, prices, credits);
    }

    /** Where there is no page, history needs no file of prices either. */
    @Bean
    Prices prices(LibrarySettings settings, RemoteStyleSettings remote, PriceSettings prices) {
        return settings.links().isPresent() ? prices.read(remote.read()) : Prices.OFF;
    }

    /** Where there is no page, history needs no file of styles. */
    private static StickerStyles styles(LibrarySettings settings, RemoteStyleSettings remote) {
        return settings.links().isPresent() ? new StickerStyles(remote.read()) : StickerStyles.HOUSE;
    }

    @Bean
    LibraryFiles libraryFiles(ObjectStorage storage) {
        return new LibraryFiles(storage);
    }

    @Bean
    LibraryRequests libraryRequests(EventPublisher events, Favourites favourites, Clock clock) {
        return new LibraryRequests(events, favourites, clock);
    }

    @Bean
    RecordHandler<GalleryRequested> gallery(
            JdbcClient database,
            StickerList stickers,
            LibraryItems items,
            LibraryRequests requests,
            Deletion deletion,
            EventPublisher events,
            Clock clock) {
        return new Gallery(
                new GalleryRows(database),
                stickers,
                items,
                requests,
                deletion,
                new GalleryAnswers(events, texts(), clock),
                clock);
    }

    @Bean
    RecordHandler<InlineQueried> inlineOffers(
            JdbcClient database,
            LibrarySettings settings,
            RemoteStyleSettings remote,
            EventPublisher events,
            Clock clock,
            MeterRegistry meters) {
        return new InlineOffers(new InlineRows(database), styles(settings, remote), events, texts(), clock, meters);
    }

    private static Texts texts() {
        return new Texts("history-texts");
    }

    @Bean
    Expiring librarySessionsExpire(JdbcClient database) {
        return new Expiring(
                "library_sessions",
                Duration.ZERO,
                ExpiredRows.olderIn(database, "library_sessions", "token_hash", "ends_at"));
    }

    /** Once it is too old to let anybody in. */
    @Bean
    Expiring libraryLinksExpire(JdbcClient database) {
        return new Expiring(
                "library_links", Duration.ZERO, ExpiredRows.olderIn(database, "library_links", "id", "good_until"));
    }
}
