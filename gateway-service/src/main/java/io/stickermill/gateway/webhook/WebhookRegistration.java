package io.stickermill.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pengrad.telegrambot.model.WebhookInfo;
import com.pengrad.telegrambot.request.GetWebhookInfo;
import com.pengrad.telegrambot.request.SetWebhook;
import com.pengrad.telegrambot.response.GetWebhookInfoResponse;
import io.stickermill.gateway.update.UpdateIntake;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the webhook registered as the settings say: looks at start and then now and then, and registers only what
 * differs. One gateway at a time, which says so in the table for as long as it may take. Telegram does not tell the secret that it has; a digest of
 * the one that was registered is kept. Updates that wait at Telegram are never dropped.
 */
final class WebhookRegistration implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WebhookRegistration.class);

    /** Longer than both calls of a look together. */
    private static final Duration LEASE = Duration.ofSeconds(75);

    private final WebhookSettings settings;
    private final TelegramClient telegram;
    private final JdbcClient database;
    private volatile boolean running;
    private @Nullable Thread thread;

    WebhookRegistration(WebhookSettings settings, TelegramClient telegram, JdbcClient database) {
        this.settings = settings;
        this.telegram = telegram;
        this.database = database;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("webhook-registration").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread keeper = thread;
        if (keeper != null) {
            keeper.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                try {
                    lookIfNobodyDoes();
                } catch (RuntimeException e) {
                    log.warn("the webhook's registration could not be checked: {}", e.getMessage());
                }
                Thread.sleep(settings.check());
            }
        } catch (InterruptedException stopped) {
            // By stop().
        }
    }

    private void lookIfNobodyDoes() {
        if (!claim()) {
            return;
        }
        try {
            look();
        } finally {
            database.sql("update webhook_registrations set looking_until = null where bot_id = ?")
                    .param(telegram.botId())
                    .update();
        }
    }

    /** A digest of nothing is no secret's. */
    private boolean claim() {
        return database.sql("""
                insert into webhook_registrations as w (bot_id, secret_digest, looking_until)
                values (:bot, '', now() + make_interval(secs => :lease))
                on conflict (bot_id) do update set looking_until = excluded.looking_until
                 where w.looking_until is null or w.looking_until < now()
                """)
                        .param("bot", telegram.botId())
                        .param("lease", LEASE.toSeconds())
                        .update()
                == 1;
    }

    private void look() {
        switch (telegram.call(new GetWebhookInfo())) {
            case TelegramAnswer.Ok<GetWebhookInfoResponse>(GetWebhookInfoResponse found) -> {
                if (differs(found.webhookInfo())) {
                    register();
                }
            }
            case TelegramAnswer<GetWebhookInfoResponse> other -> log.warn("getWebhookInfo: {}", other);
        }
    }

    private boolean differs(WebhookInfo registered) {
        String[] kinds = registered.allowedUpdates();
        Integer connections = registered.maxConnections();
        return !settings.url().equals(registered.url())
                || kinds == null
                || !Set.copyOf(Arrays.asList(kinds)).equals(Set.copyOf(UpdateIntake.KINDS))
                || connections == null
                || connections != settings.maxConnections()
                || !knownSecrets().contains(digest());
    }

    private void register() {
        var answer = telegram.call(new SetWebhook()
                .url(settings.url())
                .secretToken(settings.secret())
                .maxConnections(settings.maxConnections())
                .allowedUpdates(UpdateIntake.KINDS.toArray(String[]::new))
                .dropPendingUpdates(false));
        if (!(answer instanceof TelegramAnswer.Ok)) {
            log.error("Telegram did not take the webhook {}: {}", settings.url(), answer);
            return;
        }
        database.sql("""
                insert into webhook_registrations (bot_id, secret_digest) values (?, ?)
                on conflict (bot_id) do update set secret_digest = excluded.secret_digest, registered_at = now()
                """).params(telegram.botId(), digest()).update();
        log.info("the webhook {} is registered", settings.url());
    }

    private List<String> knownSecrets() {
        return database.sql("select secret_digest from webhook_registrations where bot_id = ?")
                .param(telegram.botId())
                .query((row, _) -> row.getString("secret_digest"))
                .list();
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(settings.secret().getBytes(UTF_8));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }
}
