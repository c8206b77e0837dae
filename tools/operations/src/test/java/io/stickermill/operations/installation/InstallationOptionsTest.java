package io.stickermill.operations.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.imports.ImportRefused;
import io.stickermill.operations.storage.StorageLogin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class InstallationOptionsTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void withoutOptionAndVariableNothingIsNamed() {
        assertThat(options(Map.of()).isNamed()).isFalse();
        assertThat(options(Map.of("STICKERMILL_TOOLS_API_KEY", "secret", "STICKERMILL_TOOLS_GATEWAY", " "))
                        .isNamed())
                .as("a secret, and a variable that is empty")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--bootstrap-server, STICKERMILL_TOOLS_BOOTSTRAP",
        "--registry, STICKERMILL_TOOLS_REGISTRY",
        "--gateway, STICKERMILL_TOOLS_GATEWAY",
        "--delivery, STICKERMILL_TOOLS_DELIVERY",
        "--history, STICKERMILL_TOOLS_HISTORY",
        "--backfill, STICKERMILL_TOOLS_BACKFILL",
        "--generation, STICKERMILL_TOOLS_GENERATION",
        "--database, STICKERMILL_TOOLS_DATABASE"
    })
    void anOptionGoesOverItsVariableAndWithoutBothTheErrorNamesThem(String option, String variable) {
        String one = option.equals("--database") ? "jdbc:postgresql://one/db" : "http://one:1";
        String other = option.equals("--database") ? "jdbc:postgresql://other/db" : "http://other:2";

        assertThat(read(option, options(Map.of(), option, one))).isEqualTo(one);
        assertThat(read(option, options(Map.of(variable, one)))).isEqualTo(one);
        assertThat(read(option, options(Map.of(variable, other), option, one))).isEqualTo(one);
        assertThat(options(Map.of(variable, one)).isNamed()).isTrue();
        assertThat(options(Map.of(), option, one).isNamed()).isTrue();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> read(option, options(Map.of())))
                .withMessageContaining(option + ", or " + variable + ".");
        assertThat(InstallationOptions.variables()).contains(variable);
    }

    @Test
    void kafkasOwnPropertiesComeFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SASL_SSL\n");

        assertThat(options(Map.of("STICKERMILL_TOOLS_KAFKA_CONFIG", file.toString()), "--bootstrap-server", "one:9092")
                        .broker())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("security.protocol", "SASL_SSL", "bootstrap.servers", "one:9092"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(Map.of(), "--bootstrap-server", "one:9092", "--kafka-config", file + ".not")
                        .broker())
                .withMessageContaining("--kafka-config")
                .withMessageContaining(file + ".not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "gateway:8080",
                "ftp://gateway",
                "http://",
                "http://gateway/?a=b",
                "http://me:secret@gateway",
                "http://a b"
            })
    void whatIsNoAddressIsRefusedByItsNamesAndNotRepeated(String address) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(Map.of(), "--gateway", address).service("gateway"))
                .withMessageContaining("--gateway, or STICKERMILL_TOOLS_GATEWAY")
                .withMessageNotContaining("secret");
    }

    @Test
    void anAddressMayBeCopiedFromAServicesSetting() {
        assertThat(options(Map.of(), "--registry", "http://registry:8080/apis/registry/v3")
                        .registry())
                .isEqualTo("http://registry:8080");
        assertThat(options(Map.of(), "--history", "https://history.example.com/")
                        .service("history"))
                .isEqualTo("https://history.example.com");
    }

    @Test
    void theKeyComesByAFileOrAVariableAndTheFileGoesFirst() throws IOException {
        Path file = secret("rw-------", "from-the-file\n");
        Map<String, String> variable = Map.of("STICKERMILL_TOOLS_API_KEY", "from-the-variable");

        assertThat(options(variable).apiKey()).isEqualTo("from-the-variable");
        assertThat(options(variable, "--api-key-file", file.toString()).apiKey())
                .isEqualTo("from-the-file");
        assertThat(options(Map.of("STICKERMILL_TOOLS_API_KEY_FILE", file.toString()))
                        .apiKey())
                .isEqualTo("from-the-file");
        assertThat(err.toString()).isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(Map.of()).apiKey())
                .withMessageContaining("STICKERMILL_TOOLS_API_KEY")
                .withMessageContaining("--api-key-file");
    }

    @Test
    void ofTwoKeysTheNewOneIsSent() {
        assertThat(options(Map.of("STICKERMILL_TOOLS_API_KEY", "the-new-one, the-old-one"))
                        .apiKey())
                .isEqualTo("the-new-one");
    }

    @Test
    void noOptionTakesASecretItself() {
        assertThat(new CommandLine(new Tool(new InstallationOptions(Map.of())))
                        .getCommandSpec()
                        .optionsMap()
                        .keySet())
                .contains("--api-key-file", "--database-password-file")
                .doesNotContain("--api-key", "--database-password");
    }

    @Test
    void aFileThatCanNotBeReadOrIsEmptyIsNamed() throws IOException {
        Path none = folder.resolve("none");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        options(Map.of(), "--api-key-file", none.toString()).apiKey())
                .withMessageContaining(none.toString())
                .withMessageContaining("STICKERMILL_TOOLS_API_KEY");
        Path empty = secret("rw-------", "\n");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        options(Map.of(), "--api-key-file", empty.toString()).apiKey())
                .withMessageContaining(empty + " is empty");
    }

    @Test
    void aFileThatEverybodyMayReadIsWarnedOfAndTaken() throws IOException {
        Path file = secret("rw-r--r--", "the-key");

        assertThat(options(Map.of(), "--api-key-file", file.toString()).apiKey())
                .isEqualTo("the-key");
        assertThat(err.toString()).contains("chmod 600 " + file).doesNotContain("the-key");
    }

    @Test
    void theDatabasesRoleIsTheCommandsUnlessTheAddressNamesOne() {
        var options = options(
                Map.of("STICKERMILL_TOOLS_DATABASE_PASSWORD", "p"), "--database", "jdbc:postgresql://one:5432/db");

        DatabaseLogin login = options.database("console");

        assertThat(login.user()).isEqualTo("console");
        assertThat(login.password()).isEqualTo("p");
        assertThat(options(Map.of(), "--database", "jdbc:postgresql://one/db?sslmode=require&user=me")
                        .database("console")
                        .user())
                .as("the address says it itself")
                .isNull();
        assertThatExceptionOfType(ImportRefused.class)
                .isThrownBy(() -> options(Map.of(), "--database", "jdbc:postgresql://one/db?password=p")
                        .database("console"))
                .withMessageContaining("holds a password")
                .withMessageContaining("--database-password-file");
    }

    @Test
    void aMistypedVariableIsNotPassedOver() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(Map.of("STICKERMILL_TOOLS_GATEWYA", "http://one"))
                        .isNamed())
                .withMessageContaining("STICKERMILL_TOOLS_GATEWYA is none of the tools' variables")
                .withMessageContaining("STICKERMILL_TOOLS_GATEWAY,");
        assertThatCode(() -> options(Map.of("STICKERMILL_CONSOLE_TOKEN", "x")).isNamed())
                .doesNotThrowAnyException();
    }

    @Test
    void theBucketHasDefaultsAndItsKeyIsAskedForByName() {
        var address = Map.of("STICKERMILL_TOOLS_STORAGE", "https://s3.example.com/");
        assertThat(options(address).isNamed()).isTrue();
        assertThat(options(Map.of("STICKERMILL_TOOLS_STORAGE_BUCKET", "b", "STICKERMILL_TOOLS_STORAGE_SECRET_KEY", "s"))
                        .isNamed())
                .as("they say more of an address, and name none")
                .isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(Map.of()).storage())
                .withMessageContaining("--storage, or STICKERMILL_TOOLS_STORAGE.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(address).storage())
                .withMessageContaining("--storage-access-key, or STICKERMILL_TOOLS_STORAGE_ACCESS_KEY.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> options(address, "--storage-access-key", "id").storage())
                .withMessageContaining("STICKERMILL_TOOLS_STORAGE_SECRET_KEY");
        var all = new HashMap<>(address);
        all.put("STICKERMILL_TOOLS_STORAGE_SECRET_KEY", "the-secret");

        StorageLogin login = options(all, "--storage-access-key", "id").storage();

        assertThat(login)
                .isEqualTo(new StorageLogin(
                        URI.create("https://s3.example.com"), "us-east-1", "stickermill", "id", "the-secret"));
        assertThat(login.toString()).doesNotContain("the-secret");
        all.put("STICKERMILL_TOOLS_STORAGE_REGION", "eu-central-1");
        assertThat(options(all, "--storage-access-key", "id", "--storage-bucket", "mine")
                        .storage())
                .extracting(StorageLogin::region, StorageLogin::bucket)
                .containsExactly("eu-central-1", "mine");
    }

    private static String read(String option, InstallationOptions options) {
        Function<InstallationOptions, String> how = switch (option) {
            case "--bootstrap-server" -> each -> String.valueOf(each.broker().get("bootstrap.servers"));
            case "--registry" -> InstallationOptions::registry;
            case "--database" -> each -> each.database("console").url();
            default -> each -> each.service(option.substring(2));
        };
        return how.apply(options);
    }

    private Path secret(String permissions, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("secret-" + permissions), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private InstallationOptions options(Map<String, String> environment, String... arguments) {
        Tool tool = new Tool(new InstallationOptions(environment));
        new CommandLine(tool).setErr(new PrintWriter(err, true)).parseArgs(arguments);
        return tool.options;
    }

    @Command(name = "tool")
    private static final class Tool {

        @Mixin
        private final InstallationOptions options;

        Tool(InstallationOptions options) {
            this.options = options;
        }
    }
}
