package io.stickermill.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.request.SendInvoice;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.gateway.GatewayApplication;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.credit.Balance;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.TransferKind;
import io.stickermill.gateway.credit.UnpaidOrders;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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

/** Credits are bought from a gateway that polls the emulator. Of delivery this test is the part that sends invoices. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class StarsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicLong USERS = new AtomicLong(80_000);
    private static final byte[] PHOTO = {(byte) 0xff, (byte) 0xd8, 0, 1};

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Map<String, String> settings;

    private final long telegramId = USERS.incrementAndGet();
    private EmulatedUser person;

    @Autowired
    private TelegramClient telegram;

    @Autowired
    private CreditLedger ledger;

    @Autowired
    private Admission admission;

    @Autowired
    private UnpaidOrders unpaid;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private JdbcClient database;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws IOException {
        settings = LocalParts.shared(Set.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.REGISTRY, PartKind.EMULATOR))
                .springProperties("gateway");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        Path styles = Files.writeString(folder.resolve("styles.yaml"), """
                styles:
                  - {id: clay, titles: {en: Clay}, prompt: clay, models: [{provider: fal, model: n, price: 0.05}]}
                  - {id: gold, titles: {en: Gold}, prompt: gold, models: [{provider: fal, model: n, price: 0.08}]}
                """);
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                credits-per-dollar: 100
                prices: [{factor: 1.5}]
                packages: [{id: small, credits: 100, stars: 75}, {id: large, credits: 250.5, stars: 150}]
                terms: {en: All sales are final.}
                """);
        registry.add("stickermill.remote.styles", styles::toString);
        registry.add("stickermill.credits.prices", prices::toString);
    }

    @BeforeEach
    void aPerson() throws Exception {
        person = new EmulatedUser(emulator(), telegramId);
        new EmulatorAdmin(emulator()).ask("PUT", "/admin/faults", List.of());
    }

    @Test
    void whoBuysHasTheCreditsWhenItIsPaid() throws Exception {
        person.say("/buy", "en");
        ChatReply offer = awaitReply(ChatReplyKind.TEXT, "You have 0 credits");
        assertThat(offer.getButtons())
                .extracting(ReplyButton::getText)
                .containsExactly("100 credits · 75 ⭐", "250.5 credits · 150 ⭐");

        JsonNode payment = pay(invoice(offer.getButtons().getFirst()));

        assertThat(payment.path("state").asText()).as("%s", payment).isEqualTo("paid");
        await().atMost(PATIENCE).until(() -> balance().equals(new Balance(new BigDecimal("100.00"), zero())));
        awaitReply(ChatReplyKind.TEXT, "100 credits are yours; you have 100 now");
        person.say("/balance", "en");
        assertThat(awaitReply(ChatReplyKind.TEXT, "You have 100 credits").getText())
                .contains("+100  bought");
    }

    @Test
    void whatSomebodyCouldNotPayGoesOnWhenTheyHaveBought() throws Exception {
        person.say("/start", "en");
        awaitReply(ChatReplyKind.TEXT, "");
        UUID user = Ids.user(telegram.botId(), telegramId);
        UUID job = refused(user);
        assertThat(requests()).isEmpty();

        pay(invoice(new ReplyButton(0, "", "Cb:small", null)));

        await().atMost(PATIENCE).until(() -> requests().size() == 1);
        PhotoRequested going = requests().getFirst();
        assertThat(going.getJobId()).isEqualTo(job);
        assertThat(going.getStylePresetId()).isEqualTo("clay");
        assertThat(balance()).isEqualTo(new Balance(new BigDecimal("92.50"), new BigDecimal("7.50")));
        await().atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from unpaid_orders where job_id = ?")
                                .param(job)
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    /** Nothing is reserved before, no gift makes it go on, and nobody else can say so. */
    @Test
    void whatCostsMuchIsMadeWhenItsPersonAgrees() throws Exception {
        UUID first = stickerOf(person, 10);
        grant("20");
        person.press(10, new ButtonAction.Restyle(first, "gold").callbackData());
        ChatReply question = awaitReply(ChatReplyKind.TEXT, "This costs 12 credits, and you have 20.");
        assertThat(question.getButtons()).extracting(ReplyButton::getText).containsExactly("✅ Yes · 12 cr.", "No");
        String yes = question.getButtons().getFirst().getData();
        grant("1");
        long strangerId = USERS.incrementAndGet();
        var stranger = new EmulatedUser(emulator(), strangerId);
        stranger.say("/start", "en");
        stranger.press(11, yes);
        stranger.say("/terms", "en");
        awaitReply(strangerId, ChatReplyKind.TEXT, "All sales are final.");
        assertThat(unpaid.ofThoseWithNewCredits()).doesNotContain(Ids.user(telegram.botId(), telegramId));
        assertThat(balance()).isEqualTo(new Balance(new BigDecimal("21.00"), zero()));
        assertThat(requests()).hasSize(1);

        person.press(11, yes);
        person.press(11, yes);

        await().atMost(PATIENCE).until(() -> requests().size() == 2);
        assertThat(requests().getLast().getStylePresetId()).isEqualTo("gold");
        assertThat(balance()).isEqualTo(new Balance(new BigDecimal("9.00"), new BigDecimal("12.00")));
        awaitReply(ChatReplyKind.EDIT, "");
    }

    @Test
    void whatIsNotWantedAtItsPriceIsNotMade() throws Exception {
        UUID first = stickerOf(person, 10);
        grant("20");
        person.press(10, new ButtonAction.Restyle(first, "gold").callbackData());
        List<ReplyButton> buttons =
                awaitReply(ChatReplyKind.TEXT, "This costs 12 credits").getButtons();

        person.press(11, buttons.getLast().getData());
        awaitReply(ChatReplyKind.DELETE, "");
        person.press(11, buttons.getFirst().getData());
        person.say("/balance", "en");

        awaitReply(ChatReplyKind.TEXT, "You have 20 credits");
        assertThat(requests()).hasSize(1);
    }

    /** Whoever was told what they lack has been told the price: they are not asked as well. */
    @Test
    void whatSomebodyBuysCreditsForIsNotAskedAboutAgain() throws Exception {
        UUID first = stickerOf(person, 10);
        grant("2");
        person.press(10, new ButtonAction.Restyle(first, "gold").callbackData());
        awaitReply(ChatReplyKind.TEXT, "This costs 12 credits, and you have 2.");

        pay(invoice(new ReplyButton(0, "", "Cb:small", null)));

        await().atMost(PATIENCE).until(() -> requests().size() == 2);
        assertThat(balance()).isEqualTo(new Balance(new BigDecimal("90.00"), new BigDecimal("12.00")));
    }

    /** One of the house, with its buttons under a message; of generation and delivery this test is what they tell. */
    private UUID stickerOf(EmulatedUser user, int messageId) throws Exception {
        user.sendPhoto(PHOTO, Map.of("as", "photo"));
        await().atMost(PATIENCE).until(() -> requests().size() == 1);
        PhotoRequested asked = requests().getFirst();
        UUID job = asked.getJobId();
        var delivered = StickerDelivered.newBuilder()
                .setStickerId(Ids.sticker(job, 0))
                .setJobId(job)
                .setSessionId(asked.getSessionId())
                .setUserId(asked.getUserId())
                .setChatId(telegramId)
                .setTelegramFileId("file")
                .setTelegramFileUniqueId("u")
                .setTelegramMessageId(messageId)
                .setStep7Send(1)
                .setRequestedAt(Instant.EPOCH)
                .setReadyAt(Instant.EPOCH)
                .setDeliveredAt(Instant.EPOCH)
                .build();
        events.publish(Topics.STICKER_DELIVERED, telegramId, job, delivered.getStickerId(), delivered);
        await().atMost(PATIENCE)
                .until(() -> database.sql(
                                        "select count(*) from photo_requests where job_id = ? and sticker_message_id is not null")
                                .param(job)
                                .query(Integer.class)
                                .single()
                        == 1);
        return job;
    }

    private void grant(String amount) {
        UUID user = Ids.user(telegram.botId(), telegramId);
        ledger.balance(user);
        assertThat(ledger.transfer(
                        TransferKind.GRANT, UUID.randomUUID().toString(), user, new BigDecimal(amount), null))
                .isTrue();
    }

    /** Nothing tells of it but the books. */
    @Test
    void whatSomebodyCouldNotPayGoesOnWhenTheyAreGivenCredits() throws Exception {
        person.say("/start", "en");
        awaitReply(ChatReplyKind.TEXT, "");
        UUID user = Ids.user(telegram.botId(), telegramId);
        refused(user);

        grant("10");

        await().atMost(PATIENCE).until(() -> requests().size() == 1);
        assertThat(balance()).isEqualTo(new Balance(new BigDecimal("2.50"), new BigDecimal("7.50")));
    }

    @Test
    void whatIsGivenBackTakesTheCreditsAndSaysSo() throws Exception {
        JsonNode payment = pay(invoice(new ReplyButton(0, "", "Cb:small", null)));
        String charge = payment.path("telegram_payment_charge_id").asText();
        await().atMost(PATIENCE).until(() -> balance().free().signum() > 0);

        assertThat(telegram.call(new RefundStarPayment(telegramId, charge))).isInstanceOf(TelegramAnswer.Ok.class);

        await().atMost(PATIENCE).until(() -> balance().free().signum() == 0);
        awaitReply(ChatReplyKind.TEXT, "75 ⭐ were given back");
    }

    @Test
    void nobodyPaysForSomebodyElseOrTwice() throws Exception {
        ChatReply reply = invoice(new ReplyButton(0, "", "Cb:small", null));
        int message = send(reply, telegramId);
        long strangerId = USERS.incrementAndGet();
        EmulatedUser stranger = new EmulatedUser(emulator(), strangerId);
        stranger.say("/start", "en");

        JsonNode refused = stranger.payment(stranger.pay(send(reply, strangerId)), PATIENCE);
        assertThat(refused.path("state").asText()).as("%s", refused).isEqualTo("refused");
        assertThat(refused.toString()).contains("made for somebody else");

        person.payment(person.pay(message), PATIENCE);
        await().atMost(PATIENCE).until(() -> balance().free().signum() > 0);
        JsonNode again = person.payment(person.pay(send(reply, telegramId)), PATIENCE);
        assertThat(again.toString()).contains("paid already");
        assertThat(balance().free()).isEqualTo("100.00");
    }

    /** The emulator waits for ten seconds, as Telegram does. */
    @Test
    void whileKafkaIsAwayWhoPaysIsAnsweredAllTheSame() throws Exception {
        ChatReply reply = invoice(new ReplyButton(0, "", "Cb:small", null));
        int message = send(reply, telegramId);
        LocalParts parts = LocalParts.shared(Set.of(PartKind.BROKER));
        parts.kill(PartKind.BROKER);
        JsonNode first;
        JsonNode second;
        try {
            person.sendPhoto(PHOTO, Map.of("as", "photo"));
            new EmulatedUser(emulator(), USERS.incrementAndGet()).sendPhoto(PHOTO, Map.of("as", "photo"));
            first = person.payment(person.pay(message), Duration.ofSeconds(25));
            second = person.payment(person.pay(send(reply, telegramId)), Duration.ofSeconds(25));
        } finally {
            parts.restart(PartKind.BROKER);
        }
        assertThat(first.path("state").asText()).as("%s", first).isEqualTo("paid");
        assertThat(second.path("state").asText()).as("%s", second).isEqualTo("paid");
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> balance().free().compareTo(new BigDecimal("200.00")) == 0);
    }

    /** Each kind of what can be wrong between here and Telegram, found by the operator; mended once. */
    @Test
    void whatTelegramKnowsBetterIsFoundAndMendedOnce() throws Exception {
        String lost = charge(paidWith("lost"));
        JsonNode fine = pay(invoice(new ReplyButton(0, "", "Cb:small", null)));
        String charged = charge(fine);
        await().atMost(PATIENCE).until(() -> balance().free().compareTo(new BigDecimal("100.00")) == 0);
        new EmulatorAdmin(emulator())
                .ask("POST", "/admin/stars/chargebacks", Map.of("telegram_payment_charge_id", charged));
        String doubled = charge(paidWith("twice"));
        await().atMost(PATIENCE).until(() -> balance().free().compareTo(new BigDecimal("200.00")) == 0);
        database.sql("""
                insert into star_payments (charge_id, telegram_id, user_id, order_id, payload, currency, stars, credits, state,
                                           told_by, paid_at)
                select charge_id || ' again', telegram_id, user_id, order_id, payload, currency, stars, credits, state, told_by,
                       paid_at - interval '1 hour'
                  from star_payments where charge_id = ?
                """).param(doubled).update();

        String looked = operator("POST", "/v1/credits/payments/reconcile?dry_run=true&all=true");
        assertThat(kinds(looked))
                .as(looked)
                .containsEntry(lost, "LOST")
                .containsEntry(charged, "CHARGED_BACK")
                .containsEntry(doubled, "DOUBLED")
                .containsEntry(doubled + " again", "DOUBLED UNKNOWN_THERE");
        assertThat(balance().free()).isEqualTo("200.00");

        assertThat(kinds(operator("POST", "/v1/credits/payments/reconcile")))
                .containsEntry(lost, "LOST")
                .containsEntry(charged, "CHARGED_BACK");
        assertThat(balance().free()).as("one came, one went").isEqualTo("200.00");
        assertThat(kinds(operator("POST", "/v1/credits/payments/reconcile?all=true")))
                .doesNotContainKeys(lost, charged);
        assertThat(balance().free()).isEqualTo("200.00");
        assertThat(operator("GET", "/v1/credits/people/" + telegramId))
                .contains("\"balance\":\"200.00\"", "\"kind\":\"REFUND\"", "\"amount\":\"-100.00\"");
        assertThat(operator("GET", "/v1/credits/sums")).contains("\"wrong\":[]", "\"stars\":");
    }

    @Test
    void aRefundThatIsCutOffIsFound() throws Exception {
        String charge = charge(pay(invoice(new ReplyButton(0, "", "Cb:small", null))));
        await().atMost(PATIENCE).until(() -> balance().free().signum() > 0);
        fault(Map.of("method", "refundStarPayment", "action", "status", "status", 400, "times", 1));
        assertThat(answer("POST", "/v1/credits/payments/refund?charge_id=" + charge)
                        .statusCode())
                .isEqualTo(409);
        assertThat(balance().free()).isEqualTo("100.00");

        fault(Map.of("method", "refundStarPayment", "action", "close_after", "times", 1));
        assertThat(answer("POST", "/v1/credits/payments/refund?charge_id=" + charge)
                        .statusCode())
                .isEqualTo(503);
        await().atMost(PATIENCE).until(() -> {
            operator("POST", "/v1/credits/payments/reconcile");
            return balance().free().signum() == 0;
        });

        assertThat(operator("POST", "/v1/credits/payments/refund?charge_id=" + charge))
                .contains("\"state\":\"REFUNDED\"");
        assertThat(operator("GET", "/v1/credits/payments?user=" + telegramId)).contains(charge, "\"debt\":\"0.00\"");
        assertThat(answer("POST", "/v1/credits/payments/refund?charge_id=none").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aGiftIsGivenOnceForItsKey() throws Exception {
        String path = "/v1/credits/people/" + telegramId + "/grants?note=sorry&key=" + UUID.randomUUID() + "&amount=";
        operator("POST", path + "0.99");
        operator("POST", path + "0.99");

        assertThat(operator("GET", "/v1/credits/people/" + telegramId))
                .contains("\"balance\":\"0.99\"", "\"note\":\"sorry\"");
        for (String wrong : List.of("0", "-1", "0.001", "1000000")) {
            assertThat(answer("POST", path + wrong).statusCode()).as(wrong).isEqualTo(422);
        }
    }

    private JsonNode paidWith(String fault) throws Exception {
        fault(Map.of("method", "successful_payment", "action", fault, "times", 1, "chat_id", telegramId));
        return pay(invoice(new ReplyButton(0, "", "Cb:small", null)));
    }

    private static void fault(Map<String, Object> fault) throws Exception {
        new EmulatorAdmin(emulator()).ask("PUT", "/admin/faults", List.of(fault));
    }

    private static String charge(JsonNode payment) {
        return payment.path("telegram_payment_charge_id").asText();
    }

    private static Map<String, String> kinds(String report) throws IOException {
        Map<String, String> kinds = new HashMap<>();
        for (JsonNode one : new ObjectMapper().readTree(report).path("findings")) {
            kinds.merge(one.path("charge_id").asText(), one.path("kind").asText(), (first, next) -> first + " " + next);
        }
        return kinds;
    }

    private static String operator(String method, String path) throws Exception {
        HttpResponse<String> answer = answer(method, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> answer(String method, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                "http://" + settings.get("server.address") + ":" + settings.get("server.port") + path))
                        .header("X-API-Key", settings.get("stickermill.api.key"))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void theTermsAreTheOperatorsAndTheSupportIsTheBots() throws Exception {
        person.say("/terms", "ru");
        assertThat(awaitReply(ChatReplyKind.TEXT, "").getText()).isEqualTo("All sales are final.");
        person.say("/paysupport", "ru");
        awaitReply(ChatReplyKind.TEXT, "Что-то не так с оплатой?");
    }

    private ChatReply invoice(ReplyButton package1) throws Exception {
        person.say("/start", "en");
        person.press(1, package1.getData());
        ChatReply reply = awaitReply(ChatReplyKind.INVOICE, "");
        assertThat(reply.getInvoice().getStars()).isEqualTo(75);
        assertThat(reply.getInvoice().getTitle()).isEqualTo("100 credits");
        return reply;
    }

    private JsonNode pay(ChatReply reply) throws Exception {
        return person.payment(person.pay(send(reply, telegramId)), PATIENCE);
    }

    private int send(ChatReply reply, long chat) {
        var invoice = reply.getInvoice();
        var answer = telegram.call(new SendInvoice(
                        chat,
                        invoice.getTitle(),
                        reply.getText(),
                        invoice.getPayload(),
                        "XTR",
                        List.of(new LabeledPrice(invoice.getTitle(), invoice.getStars())))
                .providerToken("")
                .startParameter(invoice.getPayload()));
        assertThat(answer).isInstanceOf(TelegramAnswer.Ok.class);
        return ((TelegramAnswer.Ok<SendResponse>) answer).result().message().messageId();
    }

    private ChatReply awaitReply(ChatReplyKind kind, String words) {
        return awaitReply(telegramId, kind, words);
    }

    private ChatReply awaitReply(long chatId, ChatReplyKind kind, String words) {
        List<ChatReply> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.clear();
            topics.read(Topics.CHAT_REPLIES, Instant.EPOCH, record -> {
                ChatReply reply = record.value();
                if (reply.getChatId() == chatId
                        && reply.getKind() == kind
                        && String.valueOf(reply.getText()).contains(words)) {
                    found.add(reply);
                }
            });
            return !found.isEmpty();
        });
        return found.getLast();
    }

    private List<PhotoRequested> requests() {
        List<PhotoRequested> found = new ArrayList<>();
        topics.read(Topics.PHOTO_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getChatId() == telegramId) {
                found.add(record.value());
            }
        });
        return found;
    }

    /** An order that its person can't pay. */
    private UUID refused(UUID user) {
        UUID job = UUID.randomUUID();
        var order = PhotoRequest.inMessage(
                job,
                new Asker(user, telegramId, telegramId),
                1,
                "photo",
                AskedOptions.DEFAULT.withStyle("clay"),
                Instant.now());
        assertThat(admission.open(order, "test")).isInstanceOf(Decision.Refused.class);
        return job;
    }

    private Balance balance() {
        return ledger.balance(Ids.user(telegram.botId(), telegramId));
    }

    private static BigDecimal zero() {
        return new BigDecimal("0.00");
    }

    private static String emulator() {
        return settings.get("stickermill.telegram.base-url");
    }
}
