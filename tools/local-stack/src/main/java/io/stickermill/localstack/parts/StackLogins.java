package io.stickermill.localstack.parts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Ways into the PostgreSQL of a stack that runs, for commands that work on its data. */
public final class StackLogins {

    /** Name of the role that brings in an existing bot's data. */
    public static final String IMPORT = StackDatabases.IMPORT;

    /** Name of the database and its role in which an old bot is made up. */
    public static final String OLD_BOT = "oldbot";

    /** Name of the stack's bucket. */
    public static final String BUCKET = S3Part.BUCKET;

    /** What its S3 server takes for its region. */
    public static final String REGION = S3Part.REGION;

    private final Secrets secrets;

    public StackLogins(Home home) {
        this.secrets = new Secrets(home);
    }

    public String password(String role) {
        return secrets.databasePassword(role);
    }

    /** Id of the key to the bucket. */
    public String storageAccessKey() {
        return secrets.s3AccessKey();
    }

    /** That key's secret. */
    public String storageSecretKey() {
        return secrets.s3SecretKey();
    }

    /** What the ids of forgotten people are hashed with. */
    public String forgetKey() {
        return secrets.forgetKey();
    }

    /** What lets somebody into the operator's page. */
    public String consoleToken() {
        return secrets.consoleToken();
    }

    /**
     * Makes the database of the old bot, and its role, unless they are there.
     *
     * @param url of the stack's own database
     * @return the address of the old bot's
     */
    public String oldBot(String url) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(url, "postgres", secrets.databasePassword("postgres"))) {
            StackDatabases.login(connection, OLD_BOT, secrets);
            StackDatabases.database(connection, OLD_BOT, OLD_BOT);
        }
        return oldBotUrl(url);
    }

    /** The address of the old bot's database, whether it is there or not. */
    public static String oldBotUrl(String url) {
        return url.substring(0, url.lastIndexOf('/') + 1) + OLD_BOT;
    }

    /** The folder in which the stack's S3 server keeps its objects, each a file under its key. */
    public static Path objects(Home home) {
        return S3Part.objects(home);
    }
}
