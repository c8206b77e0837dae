package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.storage.StorageLogin;
import java.net.URI;
import java.util.Map;

/** The stack that another invocation of the command keeps running. */
final class LocalInstallation implements Installation {

    private final JsonNode access;
    private final StackLogins logins;

    LocalInstallation(RunningStack stack, Home home) {
        this.access = stack.status().path("access");
        this.logins = new StackLogins(home);
    }

    @Override
    public Map<String, Object> broker() {
        return Map.of("bootstrap.servers", access("bootstrap"));
    }

    @Override
    public String registry() {
        return access("registry");
    }

    @Override
    public String service(String service) {
        return access(service);
    }

    @Override
    public String apiKey() {
        return access("api_key");
    }

    @Override
    public DatabaseLogin database(String role) {
        return new DatabaseLogin(
                "Stickermill's database",
                access("database"),
                role,
                logins.password(role),
                "look into the stack's secrets.properties");
    }

    @Override
    public StorageLogin storage() {
        return new StorageLogin(
                URI.create(access("storage")),
                StackLogins.REGION,
                StackLogins.BUCKET,
                logins.storageAccessKey(),
                logins.storageSecretKey());
    }

    /** What the ids of forgotten people are hashed with. */
    String forgetKey() {
        return logins.forgetKey();
    }

    /** Id of the bot that this stack is. */
    String botId() {
        return access("bot_id");
    }

    private String access(String name) {
        return access.path(name).asText();
    }
}
