package io.stickermill.emulator;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.stickermill.emulator.admin.AdminApi;
import io.stickermill.emulator.admin.AdminFiles;
import io.stickermill.emulator.admin.AdminInline;
import io.stickermill.emulator.admin.AdminPayments;
import io.stickermill.emulator.admin.EventStream;
import io.stickermill.emulator.admin.Player;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.ProfileMethods;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.call.BotApi;
import io.stickermill.emulator.call.BotMethods;
import io.stickermill.emulator.call.CallJournal;
import io.stickermill.emulator.chat.Callbacks;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.fault.Faults;
import io.stickermill.emulator.fault.Pauses;
import io.stickermill.emulator.file.FileDownloads;
import io.stickermill.emulator.file.FileMethods;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.PhotoSizes;
import io.stickermill.emulator.inline.InlineMethods;
import io.stickermill.emulator.inline.InlineQueries;
import io.stickermill.emulator.message.MessageMethods;
import io.stickermill.emulator.message.RateLimits;
import io.stickermill.emulator.message.Sender;
import io.stickermill.emulator.page.ChatPage;
import io.stickermill.emulator.payment.Checkouts;
import io.stickermill.emulator.payment.DuePayments;
import io.stickermill.emulator.payment.PaymentMethods;
import io.stickermill.emulator.payment.StarLedger;
import io.stickermill.emulator.provider.ProviderStandIns;
import io.stickermill.emulator.sticker.SetLag;
import io.stickermill.emulator.sticker.SetMethods;
import io.stickermill.emulator.sticker.StickerSets;
import io.stickermill.emulator.sticker.UploadPace;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.DatabaseClosed;
import io.stickermill.emulator.store.Signal;
import io.stickermill.emulator.update.UpdateMethods;
import io.stickermill.emulator.update.UpdateQueue;
import io.stickermill.emulator.update.WebhookDelivery;
import io.stickermill.emulator.update.Webhooks;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import picocli.CommandLine;

/** A running emulator; {@link EmulatorCommand} makes a process of it. */
public final class Emulator implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Emulator.class.getName());
    private static final String LOOPBACK = "127.0.0.1";

    private final Database database;
    private final Signal updatesSignal = new Signal();
    private final Signal eventsSignal = new Signal();
    private final Signal answersSignal = new Signal();
    private final Signal paymentsSignal = new Signal();
    private final Pauses pauses = new Pauses();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweeper").factory());
    private final WebhookDelivery webhook;
    private final Javalin http;

    private Emulator(int port, Path data, Bot bot, Clock clock) throws IOException {
        Files.createDirectories(data);
        database = Database.open(data);
        EventJournal events = new EventJournal(database, clock, eventsSignal);
        ChatLog log = new ChatLog(database, events, clock);
        Webhooks webhooks = new Webhooks(database, clock);
        UpdateQueue updates = new UpdateQueue(database, webhooks, clock, updatesSignal);
        FileStore files = new FileStore(database, data.resolve("files"), bot.id());
        PhotoSizes photos = new PhotoSizes(files);
        Media media = new Media(files, photos);
        SetLag lag = new SetLag(clock);
        StickerSets sets = new StickerSets(database, files, media, lag);
        Callbacks callbacks = new Callbacks(database, answersSignal);
        RateLimits limits = new RateLimits(clock);
        Faults faults = new Faults();
        CallJournal calls = new CallJournal();
        Sender sender = new Sender(bot, database, log, limits);
        StarLedger ledger = new StarLedger(bot, database, log, updates, clock);
        DuePayments duePayments = new DuePayments(database, updates, ledger, clock);
        Checkouts checkouts = new Checkouts(database, log, updates, ledger, duePayments, faults, clock, paymentsSignal);
        List<BotMethod> methods = new ArrayList<>(ProfileMethods.all(bot));
        methods.addAll(UpdateMethods.all(webhooks, updates));
        methods.addAll(FileMethods.all(files, photos));
        methods.addAll(MessageMethods.all(sender, database, log, callbacks, files, media, clock));
        InlineQueries inline = new InlineQueries(database, limits, answersSignal);
        methods.addAll(InlineMethods.all(inline, files, clock));
        methods.addAll(SetMethods.all(bot, database, files, sets, limits, new UploadPace(limits, pauses)));
        methods.addAll(PaymentMethods.all(sender, database, checkouts, ledger));
        BotApi botApi = new BotApi(bot, new BotMethods(methods), faults, pauses, calls, clock);
        FileDownloads downloads = new FileDownloads(bot, files, faults, pauses, calls, clock);
        webhook = new WebhookDelivery(webhooks, updates, calls, clock, updatesSignal);
        Player player = new Player(bot, database, log, updates, files, media, sets, clock);
        AdminApi admin = new AdminApi(
                database,
                player,
                callbacks,
                events,
                new EventStream(events, updates, webhook),
                files,
                photos,
                calls,
                faults,
                limits);

        Future<?> _ = sweeper.scheduleAtFixedRate(
                () -> {
                    updates.sweep();
                    events.sweep();
                },
                0,
                1,
                TimeUnit.HOURS);
        Future<?> _ = sweeper.scheduleWithFixedDelay(duePayments::run, 0, 100, TimeUnit.MILLISECONDS);
        webhook.start();
        http = Javalin.create(config -> {
            listen(config, port, data);
            config.routes.get("/bot{token}/{method}", botApi::handle);
            config.routes.post("/bot{token}/{method}", botApi::handle);
            config.routes.get("/file/bot{token}/<path>", downloads::handle);
            admin.addTo(config.routes);
            new AdminFiles(database, files, sets, lag).addTo(config.routes);
            new AdminInline(database, player, inline, updates, clock).addTo(config.routes);
            new ChatPage().addTo(config.routes);
            new AdminPayments(checkouts, ledger).addTo(config.routes);
            new ProviderStandIns(bot.token(), clock).addTo(config.routes);
            config.routes.exception(HttpResponseException.class, Emulator::refuse);
            config.routes.exception(
                    ServletException.class,
                    (e, context) -> BotApi.refuse(context, Refusal.badRequest("can't parse multipart")));
            config.routes.exception(
                    DatabaseClosed.class,
                    (e, context) -> BotApi.refuse(context, Refusal.of(503, "Service Unavailable")));
            config.routes.exception(Exception.class, (e, context) -> {
                LOG.log(System.Logger.Level.ERROR, "The emulator itself failed", e);
                BotApi.refuse(
                        context,
                        Refusal.of(500, context.path().startsWith("/admin/") ? said(e) : "Internal Server Error"));
            });
        });
    }

    /** For whoever plays the users; a bot hears of a fault what Telegram would say. */
    private static String said(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "The emulator itself failed (its log says more): " + cause.getMessage();
    }

    /** Runs the command and ends the process with its status. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new EmulatorCommand()).execute(args));
    }

    /**
     * Starts an emulator on 127.0.0.1.
     *
     * @param port 0 for a free one
     * @param data the folder that keeps everything; made if it is not there
     * @param token the one bot's token
     * @throws IllegalArgumentException if the token does not look like one
     * @throws IllegalStateException if the folder is in use
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static Emulator start(int port, Path data, String token) {
        return start(port, data, token, Clock.systemUTC());
    }

    static Emulator start(int port, Path data, String token, Clock clock) {
        try {
            Emulator emulator = new Emulator(port, data, Bot.ofToken(token), clock);
            try {
                emulator.http.start();
            } catch (RuntimeException e) {
                emulator.close();
                throw e;
            }
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it listens on, also if it was to take a free one. */
    public int port() {
        return http.port();
    }

    /** Its address, without a path. */
    public URI url() {
        return URI.create("http://" + LOOPBACK + ":" + port());
    }

    @Override
    public void close() {
        pauses.close();
        updatesSignal.close();
        eventsSignal.close();
        answersSignal.close();
        paymentsSignal.close();
        webhook.close();
        // An interrupt in the middle of a sweep would close H2's file under it
        sweeper.shutdown();
        http.stop();
        database.close();
    }

    private static void refuse(HttpResponseException cause, Context context) {
        String words = switch (cause.getStatus()) {
            case 404 -> "Not Found";
            case 413 -> "Request Entity Too Large";
            default -> String.valueOf(cause.getMessage());
        };
        BotApi.refuse(context, Refusal.of(cause.getStatus(), words));
    }

    private static void listen(JavalinConfig config, int port, Path data) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = ApiRequest.LARGEST_UPLOAD_MB * 1024L * 1024L;
        config.jetty.multipartConfig.cacheDirectory(data.resolve("files").toString());
        config.jetty.multipartConfig.maxInMemoryFileSize(64, SizeUnit.KB);
        config.jetty.multipartConfig.maxFileSize(ApiRequest.LARGEST_UPLOAD_MB, SizeUnit.MB);
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(LOOPBACK);
            connector.setPort(port);
            // Longer than any long poll and any fault
            connector.setIdleTimeout(TimeUnit.HOURS.toMillis(1));
            return connector;
        });
    }
}
