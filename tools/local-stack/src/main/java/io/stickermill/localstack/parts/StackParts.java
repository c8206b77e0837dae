package io.stickermill.localstack.parts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All parts of a stack, ours and others', in the order in which they are started. */
public final class StackParts {

    /** The file in the stack's folder with what the person who runs it tells the services. */
    public static final String SETTINGS = OperatorSettings.FILE;

    private static final Set<String> NEEDED_BY_SERVICES = Set.of(
            PartKind.BROKER.partName(),
            PartKind.POSTGRES.partName(),
            PartKind.REGISTRY.partName(),
            PartKind.S3.partName());

    private final Site site;

    private StackParts(Site site) {
        this.site = site;
    }

    /**
     * @param ports fixed ones for the default home, free ones for another
     * @param telegramToken a real bot's token, for the real Telegram instead of the emulator
     * @param apiKey the operator's key to use instead of one made at random; two separated by a comma while it is changed
     */
    public static StackParts at(Home home, Ports ports, @Nullable String telegramToken, @Nullable String apiKey) {
        Site site = Site.at(home, ports);
        site.secrets().use(telegramToken, apiKey);
        return new StackParts(site);
    }

    /**
     * A stack on free ports, with the emulator.
     *
     * @param settings what the services are told beyond the usual, as Spring properties
     * @param programs what is run in place of a service's jar, for what only tools need: another jar, then arguments
     * @param jit how its JVMs compile
     */
    public static StackParts at(Home home, Map<String, String> settings, Map<Service, List<String>> programs, Jit jit) {
        return new StackParts(Site.at(home, Ports.free(), settings, programs, jit));
    }

    /** One whose processes write the ahead-of-time caches when they end. */
    public static StackParts ofTraining(Home home) {
        return new StackParts(Site.ofTraining(home));
    }

    /** A part and the names of those that must be ready before it starts. */
    public record Placed(Part part, Set<String> needs) {}

    public List<Placed> all() {
        List<Placed> parts = new ArrayList<>();
        if (!site.secrets().realTelegram()) {
            parts.add(new Placed(site.part(PartKind.EMULATOR), Set.of()));
        }
        parts.add(new Placed(site.part(PartKind.POSTGRES), Set.of()));
        parts.add(new Placed(site.part(PartKind.BROKER), Set.of()));
        parts.add(new Placed(site.part(PartKind.S3), Set.of()));
        parts.add(new Placed(site.part(PartKind.REGISTRY), Set.of(PartKind.POSTGRES.partName())));
        Arrays.stream(Service.values()).forEach(service -> parts.add(instance(service, 1)));
        parts.add(new Placed(
                site.aot().with(ConsolePart.NAME, new ConsolePart(site)),
                Set.of(PartKind.BROKER.partName(), PartKind.POSTGRES.partName())));
        return parts;
    }

    /** One more process of a service, on a port of its own. */
    public Placed instance(Service service, int number) {
        return new Placed(
                site.aot().with(service.serviceName(), new ServicePart(site, service, number)), NEEDED_BY_SERVICES);
    }

    /** What programs need to know to use the stack. */
    public Map<String, String> access() {
        return Map.ofEntries(
                Map.entry("bootstrap", site.bootstrapServers()),
                Map.entry("registry", site.http(PartKind.REGISTRY.partName())),
                // Where programs look that were written for Confluent's.
                Map.entry("confluent_registry", site.http(PartKind.REGISTRY.partName()) + "/apis/ccompat/v7"),
                Map.entry("gateway", site.http(Service.GATEWAY.serviceName())),
                Map.entry("delivery", site.http(Service.DELIVERY.serviceName())),
                Map.entry("history", site.http(Service.HISTORY.serviceName())),
                Map.entry("backfill", site.http(Service.BACKFILL.serviceName())),
                Map.entry("generation", site.http(Service.GENERATION.serviceName())),
                Map.entry("console", site.http(ConsolePart.NAME)),
                Map.entry("library", site.http(Service.HISTORY.serviceName()) + "/library/"),
                Map.entry("api_key", site.secrets().apiKey().split(",", 2)[0].strip()),
                Map.entry("customer_key", site.secrets().customerKey()),
                Map.entry("database", site.jdbcUrl(StackDatabases.STICKERMILL)),
                Map.entry("storage", site.http(PartKind.S3.partName())),
                Map.entry("bot_id", Long.toString(site.secrets().botId())));
    }

    /** Address and token of the emulator; empty where the real Telegram is used. */
    public Map<String, String> emulator() {
        return site.secrets().realTelegram()
                ? Map.of()
                : Map.of(
                        "url", site.http(PartKind.EMULATOR.partName()),
                        "token", site.secrets().telegramToken());
    }

    /**
     * How to look into the database.
     *
     * @param role a service's, or {@code postgres} for everything
     */
    public Connection database(String role) throws SQLException {
        return DriverManager.getConnection(
                site.jdbcUrl(StackDatabases.STICKERMILL) + "?connectTimeout=5&socketTimeout=60",
                role,
                site.secrets().databasePassword(role));
    }

    /** How object storage is reached, through the gate where there is one. */
    public Map<String, String> storage() {
        return Map.of(
                "bucket_url", site.storage() + "/" + S3Part.BUCKET,
                "access_key", site.secrets().s3AccessKey(),
                "secret_key", site.secrets().s3SecretKey());
    }

    /** The folder in which the S3 server keeps its objects, each a file under its key. */
    public Path objects() {
        return S3Part.objects(site);
    }

    /** Makes the services reach the S3 server through a gate that somebody else opens on the returned port. */
    public int putGateBeforeStorage() {
        return site.ports().of(Site.STORAGE_GATE);
    }

    /** The clocks of the services. */
    public PartClocks clocks() {
        return site.clocks();
    }

    /** The port of the S3 server itself. */
    public int storagePort() {
        return site.ports().of(PartKind.S3.partName());
    }

    /** Variables of the person who runs the stack that only the stack itself can choose: where its parts are. */
    public List<String> settingsOfItsOwn() {
        return site.operator()
                .among(SpringEnvironment.of(new ServiceSettings(site).of(Service.GATEWAY))
                        .keySet());
    }

    /** The ports that are needed and taken by somebody else, as {@code name port}. */
    public List<String> takenPorts() {
        List<String> names = new ArrayList<>(
                List.of("postgres", "broker", "broker-controller", "s3", "registry", "registry-management", "console"));
        if (!site.secrets().realTelegram()) {
            names.add("emulator");
        }
        Arrays.stream(Service.values()).map(Service::serviceName).forEach(names::add);
        return names.stream()
                .filter(name -> Ports.isTaken(site.ports().of(name)))
                .map(name -> name + " " + site.ports().of(name))
                .toList();
    }
}
