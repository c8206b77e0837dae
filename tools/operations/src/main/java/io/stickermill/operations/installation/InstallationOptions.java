package io.stickermill.operations.installation;

import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.storage.StorageLogin;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The options, for all tools the same, that aim a command at an installation elsewhere. Each has a variable, over which the option
 * goes; an empty variable counts as none. Secrets come by a variable or a file only.
 */
public final class InstallationOptions implements Installation {

    /** What the names of the variables begin with. */
    public static final String PREFIX = "STICKERMILL_TOOLS_";

    private static final String API_KEY = PREFIX + "API_KEY";
    private static final String DATABASE_PASSWORD = PREFIX + "DATABASE_PASSWORD";
    private static final String STORAGE_SECRET_KEY = PREFIX + "STORAGE_SECRET_KEY";
    private static final String FILE = "_FILE";
    private static final Set<String> SECRETS = Set.of(API_KEY, DATABASE_PASSWORD, STORAGE_SECRET_KEY);

    /** Without its beginning; these say more of an address and name none themselves. */
    private static final String STORAGE_BUCKET = "STORAGE_BUCKET";

    private static final String STORAGE_REGION = "STORAGE_REGION";
    private static final String STORAGE_ACCESS_KEY = "STORAGE_ACCESS_KEY";

    /** Whoever copies the address from a service's setting has the path, too. */
    private static final String REGISTRYS_PATH = "/apis(/.*)?$";

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            scope = ScopeType.INHERIT,
            description = "The installation's broker. Or " + PREFIX + "BOOTSTRAP.")
    private @Nullable String bootstrap;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Properties of Kafka's clients for the broker: TLS, SASL. Or " + PREFIX + "KAFKA_CONFIG.")
    private @Nullable String kafkaConfig;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's schema registry, for reading values. Or " + PREFIX + "REGISTRY.")
    private @Nullable String registry;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's gateway-service. Or " + PREFIX + "GATEWAY.")
    private @Nullable String gateway;

    @Option(
            names = "--delivery",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's delivery-service. Or " + PREFIX + "DELIVERY.")
    private @Nullable String delivery;

    @Option(
            names = "--history",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's history-service. Or " + PREFIX + "HISTORY.")
    private @Nullable String history;

    @Option(
            names = "--backfill",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's backfill-service. Or " + PREFIX + "BACKFILL.")
    private @Nullable String backfill;

    @Option(
            names = "--generation",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's generation-service. Or " + PREFIX + "GENERATION.")
    private @Nullable String generation;

    @Option(
            names = "--database",
            paramLabel = "JDBC_URL",
            scope = ScopeType.INHERIT,
            description =
                    "The installation's database, such as jdbc:postgresql://HOST:5432/stickermill; ?user= for another role than the"
                            + " command's own. Or " + PREFIX + "DATABASE.")
    private @Nullable String database;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Holds the password of the database's role. Or " + DATABASE_PASSWORD + FILE
                    + ", or the password itself in " + DATABASE_PASSWORD + ".")
    private @Nullable String databasePasswordFile;

    @Option(
            names = "--storage",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The installation's S3 endpoint, without the bucket. Or " + PREFIX + "STORAGE.")
    private @Nullable String storage;

    @Option(
            names = "--storage-bucket",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Its bucket. Default: stickermill. Or " + PREFIX + STORAGE_BUCKET + ".")
    private @Nullable String storageBucket;

    @Option(
            names = "--storage-region",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Its region. Default: us-east-1. Or " + PREFIX + STORAGE_REGION + ".")
    private @Nullable String storageRegion;

    @Option(
            names = "--storage-access-key",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "Id of the key to its bucket. Or " + PREFIX + STORAGE_ACCESS_KEY + ".")
    private @Nullable String storageAccessKey;

    @Option(
            names = "--storage-secret-key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Holds that key's secret. Or " + STORAGE_SECRET_KEY + FILE + ", or the secret itself in "
                    + STORAGE_SECRET_KEY + ".")
    private @Nullable String storageSecretKeyFile;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Holds the services' API key. Or " + API_KEY + FILE + ", or the key itself in " + API_KEY + ".")
    private @Nullable String apiKeyFile;

    /** With the variables of this process. */
    public InstallationOptions() {
        this(System.getenv());
    }

    InstallationOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Whether an installation is named at all. A secret alone names none.
     *
     * @throws IllegalArgumentException if a variable has our beginning and is none of ours
     */
    public boolean isNamed() {
        Map<String, String> mistyped = new HashMap<>(environment);
        mistyped.keySet().removeIf(name -> !name.startsWith(PREFIX));
        Set<String> known = variables();
        mistyped.keySet().removeAll(known);
        if (!mistyped.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", new TreeSet<>(mistyped.keySet()))
                    + " is none of the tools' variables: " + String.join(", ", known) + ".");
        }
        return addresses().anyMatch(address -> address.value().isPresent())
                || given(kafkaConfig, "KAFKA_CONFIG").isPresent();
    }

    /** All variables that are read here. */
    public static Set<String> variables() {
        Set<String> names = new TreeSet<>(SECRETS);
        SECRETS.forEach(secret -> names.add(secret + FILE));
        names.add(PREFIX + "KAFKA_CONFIG");
        Stream.of(STORAGE_BUCKET, STORAGE_REGION, STORAGE_ACCESS_KEY).forEach(name -> names.add(PREFIX + name));
        new InstallationOptions(Map.of()).addresses().forEach(address -> names.add(address.variable()));
        return names;
    }

    @Override
    public Map<String, Object> broker() {
        Map<String, Object> connection = new HashMap<>();
        given(kafkaConfig, "KAFKA_CONFIG").ifPresent(file -> {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("--kafka-config can't be read: " + e, e);
            }
            properties.stringPropertyNames().forEach(name -> connection.put(name, properties.getProperty(name)));
        });
        connection.put("bootstrap.servers", bootstrap().required());
        return connection;
    }

    @Override
    public String registry() {
        return http(registryAddress()).replaceFirst(REGISTRYS_PATH, "");
    }

    @Override
    public String service(String service) {
        return http(serviceAddress(service));
    }

    /** As {@link #service}; empty where it is not named. */
    public Optional<String> serviceIfNamed(String service) {
        return serviceAddress(service).value().isPresent() ? Optional.of(service(service)) : Optional.empty();
    }

    @Override
    public String apiKey() {
        String key = secret(apiKeyFile, API_KEY);
        if (key == null) {
            throw new IllegalArgumentException("The services ask for the API key: set it in " + API_KEY
                    + ", or write it into a file and name that" + " with --api-key-file or " + API_KEY + FILE + ".");
        }
        // The services take two while it is changed, the new one first.
        return key.split(",", 2)[0].strip();
    }

    @Override
    public DatabaseLogin database(String role) {
        String url = databaseAddress().required();
        return new DatabaseLogin(
                "Stickermill's database",
                url,
                url.matches(".*[?&]user=.*") ? null : role,
                secret(databasePasswordFile, DATABASE_PASSWORD),
                "set its user's password in " + DATABASE_PASSWORD + " or write it into a file and name that with"
                        + " --database-password-file");
    }

    @Override
    public StorageLogin storage() {
        String endpoint = http(storageAddress());
        String secret = secret(storageSecretKeyFile, STORAGE_SECRET_KEY);
        String id = given(storageAccessKey, STORAGE_ACCESS_KEY)
                .orElseThrow(
                        () -> new IllegalArgumentException("Say which key opens the bucket: --storage-access-key, or "
                                + PREFIX + STORAGE_ACCESS_KEY + "."));
        if (secret == null) {
            throw new IllegalArgumentException("The bucket's key has a secret: set it in " + STORAGE_SECRET_KEY
                    + ", or write it into a file and name that with --storage-secret-key-file or " + STORAGE_SECRET_KEY
                    + FILE + ".");
        }
        return new StorageLogin(
                URI.create(endpoint),
                given(storageRegion, STORAGE_REGION).orElse("us-east-1"),
                given(storageBucket, STORAGE_BUCKET).orElse("stickermill"),
                id,
                secret);
    }

    private @Nullable String secret(@Nullable String file, String variable) {
        return GivenSecret.of(
                environment,
                variable,
                given(file, variable.substring(PREFIX.length()) + FILE)
                        .map(Path::of)
                        .orElse(null),
                this::warn);
    }

    private void warn(String words) {
        command.commandLine().getErr().println(words);
    }

    private record Address(String thing, String option, String variable, Optional<String> value) {

        String required() {
            return value.orElseThrow(() ->
                    new IllegalArgumentException("Say where " + thing + " is: " + option + ", or " + variable + "."));
        }
    }

    private Stream<Address> addresses() {
        return Stream.concat(
                Stream.of(bootstrap(), registryAddress(), databaseAddress(), storageAddress()),
                Stream.of("gateway", "delivery", "history", "backfill", "generation")
                        .map(this::serviceAddress));
    }

    private Address bootstrap() {
        return address("the broker", "--bootstrap-server", "BOOTSTRAP", bootstrap);
    }

    private Address registryAddress() {
        return address("the schema registry", "--registry", "REGISTRY", registry);
    }

    private Address databaseAddress() {
        return address("the database", "--database", "DATABASE", database);
    }

    private Address storageAddress() {
        return address("the object storage", "--storage", "STORAGE", storage);
    }

    private Address serviceAddress(String service) {
        return switch (service) {
            case "gateway" -> address("gateway-service", "--gateway", "GATEWAY", gateway);
            case "delivery" -> address("delivery-service", "--delivery", "DELIVERY", delivery);
            case "history" -> address("history-service", "--history", "HISTORY", history);
            case "backfill" -> address("backfill-service", "--backfill", "BACKFILL", backfill);
            case "generation" -> address("generation-service", "--generation", "GENERATION", generation);
            default -> throw new IllegalArgumentException("no service that has an HTTP API: " + service);
        };
    }

    private Address address(String thing, String option, String variable, @Nullable String value) {
        return new Address(thing, option, PREFIX + variable, given(value, variable));
    }

    /** @param variable without its beginning */
    private Optional<String> given(@Nullable String option, String variable) {
        return Optional.ofNullable(option)
                .or(() ->
                        Optional.ofNullable(environment.get(PREFIX + variable)).filter(value -> !value.isBlank()));
    }

    private static String http(Address address) {
        String url = address.required();
        try {
            URI parsed = new URI(url);
            if (parsed.getHost() != null
                    && Objects.requireNonNullElse(parsed.getScheme(), "").matches("https?")
                    && parsed.getQuery() == null
                    && parsed.getUserInfo() == null) {
                return url.replaceFirst("/+$", "");
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw new IllegalArgumentException("The address of " + address.thing() + " (" + address.option() + ", or "
                + address.variable() + ") is one such as https://HOST or http://HOST:8080, not this one.");
    }
}
