package io.stickermill.gateway.update;

import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.library.LibraryLinks;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.contracts.readymade.ReadyMadeSettings;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.credit.Balance;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.UnpaidOrders;
import io.stickermill.gateway.pack.Packs;
import io.stickermill.gateway.pack.Sheets;
import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.payment.StarOrders;
import io.stickermill.gateway.payment.StarPayments;
import io.stickermill.gateway.person.ForgetOrders;
import io.stickermill.gateway.person.Forgets;
import io.stickermill.gateway.person.LastWords;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.SentStickers;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.RegistrySettings;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.storage.StorageUnavailable;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.LibraryRequested;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PollSettings.class, LibrarySettings.class})
class UpdateConfiguration {

    private static final Logger log = LoggerFactory.getLogger(UpdateConfiguration.class);

    @Bean
    UpdateProcessor updateProcessor(
            Users users,
            Sessions sessions,
            PhotoRequests requests,
            SentStickers stickers,
            PackRequests packs,
            Sheets sheets,
            SetRequests setRequests,
            StickerStyles styles,
            ReplyEvents replies,
            PhotoRequestEvents requestEvents,
            Admission admission,
            StickersAgain again,
            LibrarySettings library,
            Forgets forgets,
            ForgetOrders forgetOrders,
            LastWords lastWords,
            Prices prices,
            CreditLedger ledger,
            StarOrders starOrders,
            StarPayments payments,
            Checkout checkout,
            UnpaidOrders unpaidOrders,
            UnpaidAgain unpaid,
            EventPublisher events,
            TelegramClient telegram,
            GatewaySettings settings,
            ReadyMadeSettings readyMade,
            Clock clock,
            @Value("${stickermill.intake.upload-lifetime:24h}") Duration uploads) {
        Texts texts = texts();
        long botId = telegram.botId();
        var commands = new JobCommands(events, clock);
        var answers = new ButtonAnswers((callbackId, text) -> show(telegram, callbackId, text), texts);
        var sheetRequests = new SheetRequests(
                sheets, admission, requestEvents, setRequests, events, replies, answers, settings.env(), clock);
        var setTitles = new SetTitles(sessions, setRequests, replies, botId);
        return new UpdateProcessor(
                users,
                sessions,
                requests,
                requestEvents,
                admission,
                commands,
                new StickerButtons(
                        sessions,
                        requests,
                        stickers,
                        styles,
                        again,
                        new StyleSheetRequests(requests, admission, events),
                        setRequests,
                        commands,
                        replies,
                        answers,
                        botId,
                        clock),
                new StickerTexts(sessions, requests, stickers, requestEvents, admission, replies, botId),
                new SetButtons(setRequests, setTitles, packs, sheetRequests, answers, clock),
                setTitles,
                setRequests,
                packs,
                sheetRequests,
                answers,
                replies,
                texts,
                new PrivacyText(texts, uploads, readyMade.readyMadeLifetime(), prices.areOn(), forgets.isOn()),
                new LibraryAccess(library.links(), replies, texts, botId, clock),
                new GalleryRequests(events, replies, answers, botId, clock),
                new ForgetRequests(
                        forgets,
                        forgetOrders,
                        replies,
                        answers,
                        lastWords::wait,
                        user -> ledger.known(user).map(Balance::free).orElse(BigDecimal.ZERO),
                        botId,
                        clock),
                new InlineQueries(events, botId, clock),
                new CreditRequests(
                        prices,
                        ledger,
                        starOrders,
                        payments,
                        checkout,
                        (query, refusal) -> answer(telegram, query, refusal),
                        unpaidOrders,
                        unpaid,
                        replies,
                        answers,
                        botId,
                        clock),
                botId,
                settings.env());
    }

    @Bean
    UnpaidAgain unpaidAgain(
            Prices prices,
            UnpaidOrders unpaid,
            PhotoRequests requests,
            PhotoRequestEvents events,
            Admission admission,
            Users users) {
        return new UnpaidAgain(prices.areOn(), unpaid, requests, events, admission, users);
    }

    @Bean
    StickersAgain stickersAgain(
            PhotoRequests requests,
            PhotoRequestEvents events,
            Admission admission,
            ObjectStorage storage,
            ReadyMadeSettings readyMade,
            Clock clock) {
        return new StickersAgain(
                requests, events, admission, madeAlready(storage), readyMade.readyMadeLifetime(), clock);
    }

    @Bean
    RecordHandler<LibraryRequested> libraryOrders(
            PhotoRequests requests,
            PhotoRequestEvents events,
            SentStickers stickers,
            StickerStyles styles,
            StickersAgain again,
            SetRequests sets,
            ReplyEvents replies,
            Clock clock) {
        return new LibraryOrders(requests, events, stickers, styles, again, sets, replies, clock);
    }

    @Bean
    ReplyEvents replyEvents(EventPublisher events, TelegramClient telegram, JdbcClient database, MeterRegistry meters) {
        return new ReplyEvents(events, telegram.botId(), texts(), new TellingRows(database, System::nanoTime), meters);
    }

    @Bean
    SetRequests setRequests(EventPublisher events, StickerStyles styles, TelegramClient telegram) {
        return new SetRequests(events, texts(), styles, telegram.botId());
    }

    @Bean
    PackRequests packRequests(
            Packs packs, SetRequests requests, ReplyEvents replies, TelegramClient telegram, Clock clock) {
        return new PackRequests(packs, requests, replies, texts(), telegram.botId(), clock);
    }

    private static Texts texts() {
        return new Texts("gateway-texts");
    }

    private static void show(TelegramClient telegram, String callbackId, String text) {
        var answer = new AnswerCallbackQuery(callbackId);
        var answered = telegram.call(text.isEmpty() ? answer : answer.text(text));
        if (!(answered instanceof TelegramAnswer.Ok)) {
            log.info("button {} was not answered: {}", callbackId, answered);
        }
    }

    /** What is not heard Telegram asks no more: the payment does not come about. */
    private static void answer(TelegramClient telegram, String queryId, @Nullable String refusal) {
        var answered = telegram.call(
                refusal == null ? new AnswerPreCheckoutQuery(queryId) : new AnswerPreCheckoutQuery(queryId, refusal));
        if (!(answered instanceof TelegramAnswer.Ok)) {
            log.warn("whether a payment may be made was not answered: {}", answered);
        }
    }

    /** Where storage can't be asked, nothing was: it is made anew rather than waited for. */
    private static MadeAlready madeAlready(ObjectStorage storage) {
        return (firstJobId, variant) -> {
            try {
                return storage.size(StorageKeys.readyMade(firstJobId, variant)).isPresent();
            } catch (StorageUnavailable e) {
                log.warn("whether variant {} of job {} is made can't be told: {}", variant, firstJobId, e.getMessage());
                return false;
            }
        };
    }

    @Bean
    CommandMenu commandMenu(TelegramClient telegram, LibrarySettings library, Prices prices, Forgets forgets) {
        return new CommandMenu(
                telegram, texts(), library.links().map(LibraryLinks::page), prices.areOn(), forgets.isOn());
    }

    @Bean
    SetAsideUpdates setAsideUpdates(JdbcClient database, TelegramClient telegram) {
        return new SetAsideUpdateRows(database, telegram.botId());
    }

    @Bean
    UpdateIntake updateIntake(
            UpdateProcessor processor,
            SetAsideUpdates setAside,
            KafkaAdmin kafka,
            RegistrySettings registry,
            MeterRegistry meters,
            Traces traces) {
        Surroundings surroundings = Surroundings.of(new KafkaLook(kafka), new RegistryLook(registry));
        return new UpdateIntake(processor::process, setAside, surroundings, meters, traces);
    }

    @Bean
    @ConditionalOnProperty(name = "stickermill.updates", havingValue = "polling", matchIfMissing = true)
    UpdatePoller updatePoller(
            TelegramClient telegram,
            UpdateIntake intake,
            PollSettings settings,
            DataSource database,
            PollHealth health,
            Prices prices) {
        var seat = new PollerSeat(database, telegram.botId());
        return new UpdatePoller(telegram, intake, settings, seat, health, prices.areOn());
    }

    @Bean("updates")
    @ConditionalOnProperty(name = "stickermill.updates", havingValue = "polling", matchIfMissing = true)
    PollHealth pollHealth() {
        return new PollHealth();
    }
}
