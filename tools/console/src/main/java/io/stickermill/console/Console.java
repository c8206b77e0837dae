package io.stickermill.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.stickermill.common.Json;
import io.stickermill.console.access.ActionLog;
import io.stickermill.console.access.Sessions;
import io.stickermill.console.access.SignIn;
import io.stickermill.console.view.BackfillsView;
import io.stickermill.console.view.DeadLettersView;
import io.stickermill.console.view.GenerationsView;
import io.stickermill.console.view.GroupsView;
import io.stickermill.console.view.JobsView;
import io.stickermill.console.view.LocalParts;
import io.stickermill.console.view.PipelineView;
import io.stickermill.console.view.ServiceApi;
import io.stickermill.console.view.TopicsView;
import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.job.JobLooks;
import java.time.Clock;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A running console; {@link ConsoleCommand} makes a process of it. */
public final class Console implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Console.class);

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A few hundred names of dead letters at most. */
    private static final long LARGEST_REQUEST = 256L * 1024;

    private final FlowReader flows;
    private final LookedAtDatabase database;
    private final LiveViews live;
    private final Javalin http;

    private Console(ConsoleSettings settings) {
        flows = new FlowReader(settings.broker());
        database = new LookedAtDatabase(settings.database(), settings.databasePassword());
        Sessions sessions = new Sessions(settings.token(), Clock.systemUTC());
        ActionLog actions = new ActionLog(database);
        JobLooks looks = new JobLooks(database, flows, settings.broker());
        var history = settings.history().map(address -> new ServiceApi("history-service", address, settings.apiKey()));
        var backfill =
                settings.backfill().map(address -> new ServiceApi("backfill-service", address, settings.apiKey()));
        PipelineView pipeline = new PipelineView(flows, database, new LocalParts(settings.control()));
        JobsView jobs = new JobsView(looks, history);
        TopicsView topics = new TopicsView(flows, settings.broker(), settings.registry());
        DeadLettersView letters = new DeadLettersView(settings.broker(), settings.registry(), flows, database, actions);
        GroupsView groups = new GroupsView(flows, settings.broker(), actions);
        BackfillsView backfills = new BackfillsView(backfill, actions);
        GenerationsView generations = new GenerationsView(history);
        live = new LiveViews(Map.of(
                "pipeline", _ -> pipeline.now(),
                "jobs", query -> jobs.search(query.getOrDefault("q", "")),
                "waiting", _ -> jobs.waiting(),
                "job", query -> jobs.job(query.getOrDefault("id", "")),
                "topics", _ -> topics.list(),
                "dead-letters", _ -> letters.list(),
                "groups", _ -> groups.list(),
                "backfills", _ -> backfills.list(),
                "generations", query -> generations.list(query.getOrDefault("which", "all")),
                "actions", _ -> Map.of("actions", actions.newest())));
        SignIn signIn = new SignIn(sessions);
        http = Javalin.create(config -> {
            listen(config, settings);
            config.staticFiles.add(files -> {
                files.hostedPath = "/page";
                files.directory = "/io/stickermill/console/page";
                files.location = Location.CLASSPATH;
            });
            config.routes.before(Console::harden);
            config.routes.before("/api/*", signIn::check);
            config.routes.get("/", context -> context.redirect("/page/index.html"));
            config.routes.get("/health", context -> context.result("ready"));
            signIn.addTo(config.routes);
            config.routes.get("/api/live/{view}", live::stream);
            config.routes.get("/api/views/{view}", live::once);
            jobs.addTo(config.routes);
            topics.addTo(config.routes);
            letters.addTo(config.routes);
            groups.addTo(config.routes);
            backfills.addTo(config.routes);
            generations.addTo(config.routes);
            config.routes.exception(
                    HttpResponseException.class,
                    (e, context) -> problem(context, e.getStatus(), String.valueOf(e.getMessage())));
            config.routes.exception(
                    NoSuchElementException.class,
                    (e, context) -> problem(context, 404, String.valueOf(e.getMessage())));
            config.routes.exception(
                    IllegalArgumentException.class,
                    (e, context) -> problem(context, 400, String.valueOf(e.getMessage())));
            config.routes.exception(
                    JsonProcessingException.class, (e, context) -> problem(context, 400, e.getOriginalMessage()));
            // What operations refuse, in words for people.
            config.routes.exception(
                    IllegalStateException.class, (e, context) -> problem(context, 503, String.valueOf(e.getMessage())));
            config.routes.exception(Exception.class, (e, context) -> {
                log.error("The console itself failed at {}", context.path(), e);
                problem(context, 500, "The console itself failed: its log says more.");
            });
        });
    }

    /** Runs the command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConsoleCommand())
                .setExecutionExceptionHandler((failure, _, _) -> ConsoleCommand.refused(failure))
                .execute(arguments));
    }

    /**
     * Starts a console. Neither broker nor database need be there: the pages say what does not answer.
     *
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static Console start(ConsoleSettings settings) {
        Console console = new Console(settings);
        try {
            console.http.start();
        } catch (RuntimeException e) {
            console.close();
            throw e;
        }
        return console;
    }

    /** The port that it listens on, also if it was to take a free one. */
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        live.close();
        http.stop();
        flows.close();
        database.close();
    }

    /** What it shows was written by anybody: nothing of it may run, be sent elsewhere or be kept. */
    private static void harden(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", context.path().startsWith("/page/") ? "no-cache" : "no-store");
    }

    private static void problem(Context context, int status, String detail) {
        context.status(status)
                .contentType("application/problem+json")
                .result(Json.MAPPER
                        .createObjectNode()
                        .put("status", status)
                        .put("detail", detail)
                        .toString());
    }

    private static void listen(JavalinConfig config, ConsoleSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.jetty.addConnector((server, connection) -> {
            ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(connection));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
            return connector;
        });
    }
}
