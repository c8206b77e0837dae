package io.stickermill.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.gateway.GatewayApplication;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.admission.AdmissionRefusal.Cost;
import io.stickermill.gateway.admission.AdmissionRefusal.Reason;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Users;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.CreditMove;
import io.stickermill.schemas.CreditsMoved;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What orders cost, from their admission to what the topics tell of their ends, in a gateway with prices. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(
        classes = GatewayApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        properties = {"stickermill.credits.welcome=10", "stickermill.credits.daily-free=0"})
class ChargesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicLong USERS = new AtomicLong(70_000);

    @TempDir
    private static Path folder;

    private final long telegramId = USERS.incrementAndGet();
    private final UUID person = Ids.user(1, telegramId);

    @Autowired
    private Admission admission;

    @Autowired
    private Users users;

    @Autowired
    private PhotoRequests requests;

    @Autowired
    private CreditLedger ledger;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Expiring creditReservationsExpire;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws IOException {
        LocalParts.shared(Set.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.REGISTRY, PartKind.EMULATOR))
                .springProperties("gateway")
                .forEach((name, value) -> registry.add(name, () -> value));
        Path styles = Files.writeString(folder.resolve("styles.yaml"), """
                styles:
                  - id: clay
                    titles: {en: Clay}
                    prompt: "clay {wish}"
                    models:
                      - {provider: replicate, model: m, price: 0.08}
                      - {provider: fal, model: n, price: 0.05}
                  - {id: gold, titles: {en: Gold}, prompt: gold, models: [{provider: fal, model: n, price: 0.08}]}
                """);
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                credits-per-dollar: 100
                prices: [{service: style, factor: 1.5}]
                packages: [{id: small, credits: 100, stars: 75}]
                """);
        registry.add("stickermill.remote.styles", styles::toString);
        registry.add("stickermill.credits.prices", prices::toString);
    }

    @BeforeEach
    void everybodyMayAsk() {
        database.sql("update admission set paused = false, daily_quota = null").update();
    }

    @Test
    void anOrderIsReservedThenPaidWithItsSticker() {
        PhotoRequest order = admitted(clay("photo", 1));
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "7.50"));

        delivered(order, order.jobId());
        delivered(order, order.jobId());

        awaitState(order, "SETTLED");
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "0.00"));
        assertThat(database.sql("select provider || ' ' || model || ' ' || cost from credit_charges where job_id = ?")
                        .param(order.jobId())
                        .query(String.class)
                        .single())
                .isEqualTo("fal n 0.0500");
    }

    /** Whoever adds it up has the balance, however often each is told. */
    @Test
    void whatMovesIsToldAndAddsUpToTheBalance() {
        PhotoRequest paid = admitted(clay("photo", 1));
        delivered(paid, paid.jobId());
        awaitState(paid, "SETTLED");
        ledger.transfer(TransferKind.GRANT, "told to " + person, person, new BigDecimal("6.01"), "not for others");
        PhotoRequest failed = admitted(clay("other photo", 2));
        failed(failed);
        awaitState(failed, "RELEASED");
        admitted(clay("third photo", 3));

        Map<UUID, CreditsMoved> told = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            topics.read(Topics.CREDIT_MOVES, Instant.EPOCH, record -> {
                if (record.value().getUserId().equals(person)) {
                    told.put(record.value().getMoveId(), record.value());
                }
            });
            return told.size() == 7;
        });
        assertThat(ledger.balance(person))
                .isEqualTo(new Balance(sum(told, CreditsMoved::getFree), sum(told, CreditsMoved::getReserved)))
                .isEqualTo(balance("1.01", "7.50"));
        assertThat(told.values())
                .filteredOn(moved -> paid.jobId().equals(moved.getJobId()))
                .extracting(CreditsMoved::getKind)
                .containsExactlyInAnyOrder(CreditMove.RESERVE, CreditMove.SETTLE);
        assertThat(told.values())
                .allSatisfy(moved -> assertThat(moved.getTelegramUserId()).isEqualTo(telegramId));
        assertThat(told.values()).extracting(CreditsMoved::getKind).contains(CreditMove.WELCOME, CreditMove.RELEASE);
    }

    private static BigDecimal sum(Map<UUID, CreditsMoved> told, Function<CreditsMoved, String> amount) {
        return told.values().stream().map(amount).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void theSameOrderAgainReservesNothing() {
        PhotoRequest order = admitted(clay("photo", 1));
        admitted(order);

        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "7.50"));
    }

    @Test
    void whoHasNotEnoughOrdersNothingAndIsToldBoth() {
        admitted(clay("photo", 1));
        PhotoRequest second = clay("other photo", 2);

        assertThat(admission.open(second, "test")).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            AdmissionRefusal refusal = refused.refusal();
            assertThat(refusal.reason()).isEqualTo(Reason.CREDIT);
            assertThat(refusal.cost())
                    .isEqualTo(new Cost(second.jobId(), new BigDecimal("7.50"), new BigDecimal("2.50")));
        });
        assertThat(requests.find(second.jobId())).isEmpty();
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "7.50"));
    }

    /** A program knows the prices, and waits for the answer; a button under what it ordered is pressed by somebody. */
    @Test
    void aProgramIsNotAskedWhetherItWantsWhatCostsMuch() {
        ledger.balance(person);
        ledger.transfer(TransferKind.GRANT, "gold for " + person, person, new BigDecimal("50.00"), null);
        users.seen(person, 1, telegramId, "en");
        var asker = new Asker(person, telegramId, telegramId);
        AskedOptions gold = AskedOptions.DEFAULT.withStyle("gold");
        PhotoRequest alone =
                admitted(PhotoRequest.uploaded(UUID.randomUUID(), asker, "uploads/" + person, gold, Instant.EPOCH));
        UUID set = UUID.randomUUID();
        admitted(PhotoRequest.uploaded(UUID.randomUUID(), asker, "uploads/other " + person, gold, Instant.EPOCH)
                .in(Ids.session(set))
                .asPart(new PackPart(set, 0)));
        assertThat(ledger.balance(person)).isEqualTo(balance("36.00", "24.00"));

        PhotoRequest pressed = alone.again(UUID.randomUUID(), gold, 1, Instant.EPOCH);
        PhotoRequest inMessage = withOptions(clay("photo", 1), gold);
        assertThat(List.of(admission.add(pressed), admission.open(inMessage, "test")))
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Refused.class,
                                asked -> assertThat(asked.refusal().reason()).isEqualTo(Reason.AGREEMENT)));
    }

    /** What a person has is nobody else's to read. */
    @Test
    void inAGroupNobodysBalanceIsSaid() {
        users.seen(person, 1, telegramId, "en");
        ledger.balance(person);
        assertThat(refusedInAGroup()).isEqualTo("This costs 12 credits, and you have too few.");
        ledger.transfer(TransferKind.GRANT, "more for " + person, person, new BigDecimal("50.00"), null);
        assertThat(refusedInAGroup()).isEqualTo("This costs 12 credits. Shall I make it?");
    }

    private String refusedInAGroup() {
        PhotoRequest gold = PhotoRequest.inMessage(
                UUID.randomUUID(),
                new Asker(person, telegramId, -telegramId),
                1,
                "photo",
                AskedOptions.DEFAULT.withStyle("gold"),
                Instant.EPOCH);
        return ((Decision.Refused) admission.open(gold, "test")).refusal().text(new Texts("gateway-texts"), "en");
    }

    @Test
    void whatDoesNotComeIsGivenBack() {
        PhotoRequest failed = admitted(clay("photo", 1));
        failed(failed);
        awaitState(failed, "RELEASED");
        PhotoRequest cancelled = admitted(clay("photo", 2));
        undelivered(cancelled, DeliveryFailure.CANCELLED);
        awaitState(cancelled, "RELEASED");

        assertThat(ledger.balance(person)).isEqualTo(balance("10.00", "0.00"));
    }

    @Test
    void whatNobodyKnowsStaysReservedUntilItIsKnown() {
        PhotoRequest held = admitted(clay("photo", 1));
        undelivered(held, DeliveryFailure.HELD);
        awaitState(held, "HELD");
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "7.50"));

        delivered(held, held.jobId());

        awaitState(held, "SETTLED");
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "0.00"));
    }

    @Test
    void whatComesAfterAllIsPaidIfTheBalanceHasIt() {
        PhotoRequest paid = admitted(clay("photo", 1));
        failed(paid);
        awaitState(paid, "RELEASED");
        delivered(paid, paid.jobId());
        awaitState(paid, "SETTLED");
        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "0.00"));

        ledger.transfer(TransferKind.GRANT, "more for " + person, person, new BigDecimal("5.00"), null);
        PhotoRequest given = admitted(clay("other photo", 2));
        failed(given);
        awaitState(given, "RELEASED");
        admitted(clay("third photo", 3));
        delivered(given, given.jobId());

        awaitState(given, "GIVEN");
        assertThat(ledger.balance(person)).isEqualTo(balance("0.00", "7.50"));
    }

    @Test
    void whatIsMadeOfAPaidPictureAndOfTheHouseIsFree() {
        PhotoRequest first = admitted(clay("photo", 1));
        PhotoRequest atOnce = clay("photo", 2);
        assertThat(admission.open(atOnce, "test")).isInstanceOf(Decision.Refused.class);
        delivered(first, first.jobId());
        awaitState(first, "SETTLED");

        PhotoRequest outlined = admitted(withOptions(
                clay("photo", 3),
                AskedOptions.DEFAULT.withStyle("clay").withOutline(false).withText("hello")));
        admitted(withOptions(
                clay("photo", 4), AskedOptions.DEFAULT.withStyle("clay").withMode(StickerMode.CARD)));
        admitted(withOptions(clay("other photo", 5), AskedOptions.DEFAULT.withStyle("comic")));
        admitted(first.readyMade(UUID.randomUUID(), first.jobId(), 1, Instant.EPOCH));
        delivered(outlined, first.jobId());

        assertThat(ledger.balance(person)).isEqualTo(balance("2.50", "0.00"));
        assertThat(database.sql("select count(*) from credit_charges where user_id = ?")
                        .param(person)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void twoOrdersOfOnePictureAreOnePayment() {
        ledger.balance(person);
        ledger.transfer(TransferKind.GRANT, "twice for " + person, person, new BigDecimal("5.00"), null);
        PhotoRequest first = admitted(clay("photo", 1));
        PhotoRequest second = admitted(clay("photo", 2));
        assertThat(ledger.balance(person)).isEqualTo(balance("0.00", "15.00"));

        delivered(second, first.jobId());
        awaitState(second, "SETTLED");
        delivered(first, first.jobId());

        awaitState(first, "RELEASED");
        assertThat(ledger.balance(person)).isEqualTo(balance("7.50", "0.00"));
    }

    @Test
    void aStickerThatShowsNoPictureOfAnothersModelIsFree() {
        PhotoRequest order = admitted(clay("photo", 1));
        delivered(order, null);

        awaitState(order, "RELEASED");
        assertThat(ledger.balance(person)).isEqualTo(balance("10.00", "0.00"));
    }

    @Test
    void whatCanNoLongerEndIsGivenBack() {
        PhotoRequest order = admitted(clay("photo", 1));
        PhotoRequest held = clay("other photo", 2);
        ledger.transfer(TransferKind.GRANT, "old for " + person, person, new BigDecimal("5.00"), null);
        admitted(held);
        undelivered(held, DeliveryFailure.HELD);
        awaitState(held, "HELD");
        database.sql("update credit_charges set reserved_at = now() - interval '40 days' where user_id = ?")
                .param(person)
                .update();

        Instant before = Instant.now().minus(creditReservationsExpire.lifetime());
        creditReservationsExpire.rows().remove(before, 100);

        awaitState(order, "RELEASED");
        awaitState(held, "RELEASED");
        assertThat(ledger.balance(person)).isEqualTo(balance("15.00", "0.00"));
        assertThat(ledger.wrong()).doesNotContain(person);
    }

    private PhotoRequest clay(String photo, int messageId) {
        users.seen(person, 1, telegramId, "en");
        return PhotoRequest.inMessage(
                Ids.jobOfMessage(1, telegramId, messageId),
                new Asker(person, telegramId, telegramId),
                messageId,
                photo,
                AskedOptions.DEFAULT.withStyle("clay"),
                Instant.EPOCH);
    }

    private static PhotoRequest withOptions(PhotoRequest request, AskedOptions options) {
        return PhotoRequest.inMessage(
                request.jobId(), request.asker(), 1, request.source().fileId(), options, Instant.EPOCH);
    }

    private PhotoRequest admitted(PhotoRequest request) {
        assertThat(admission.open(request, "test")).isInstanceOf(Decision.Admitted.class);
        return request;
    }

    private void delivered(PhotoRequest order, UUID pictureJob) {
        var event = StickerDelivered.newBuilder()
                .setStickerId(Ids.sticker(order.jobId(), 0))
                .setJobId(order.jobId())
                .setSessionId(order.sessionId())
                .setUserId(person)
                .setChatId(telegramId)
                .setTelegramFileId("file")
                .setTelegramFileUniqueId("u")
                .setTelegramMessageId(1)
                .setPictureJobId(pictureJob)
                .setPictureProvider("fal")
                .setPictureModel("n")
                .setPictureCost("0.05")
                .setStep7Send(1)
                .setRequestedAt(Instant.EPOCH)
                .setReadyAt(Instant.EPOCH)
                .setDeliveredAt(Instant.EPOCH)
                .build();
        events.publish(Topics.STICKER_DELIVERED, telegramId, event.getJobId(), event.getStickerId(), event);
    }

    private void failed(PhotoRequest order) {
        var event = GenerationFailed.newBuilder()
                .setJobId(order.jobId())
                .setChatId(telegramId)
                .setFailedAt(Instant.EPOCH)
                .build();
        events.publish(Topics.GENERATION_FAILED, telegramId, order.jobId(), null, event);
    }

    private void undelivered(PhotoRequest order, DeliveryFailure reason) {
        var event = DeliveryFailed.newBuilder()
                .setStickerId(Ids.sticker(order.jobId(), 0))
                .setJobId(order.jobId())
                .setChatId(telegramId)
                .setReason(reason)
                .setFailedAt(Instant.EPOCH)
                .build();
        events.publish(Topics.DELIVERY_FAILED, telegramId, order.jobId(), event.getStickerId(), event);
    }

    private void awaitState(PhotoRequest order, String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> database.sql("select state from credit_charges where job_id = ?")
                                .param(order.jobId())
                                .query(String.class)
                                .optional()
                                .orElse("none"),
                        state::equals);
    }

    private static Balance balance(String free, String reserved) {
        return new Balance(new BigDecimal(free), new BigDecimal(reserved));
    }
}
