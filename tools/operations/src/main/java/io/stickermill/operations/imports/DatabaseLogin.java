package io.stickermill.operations.imports;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to get into a database.
 *
 * @param called names it in what is said to people: "the old database"
 * @param url as JDBC has it, without a password
 * @param user null if the URL names it
 * @param passwordRemedy how the password is to be given, for when it is wrong
 */
public record DatabaseLogin(
        String called,
        String url,
        @Nullable String user,
        @Nullable String password,
        String passwordRemedy) {

    private static final Pattern FORM = Pattern.compile("jdbc:postgresql:(?<place>[^?]*)(?:\\?(?<options>.*))?");

    public DatabaseLogin {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            throw new ImportRefused("The address of " + called
                    + " is a JDBC URL such as jdbc:postgresql://HOST:5432/DATABASE?user=NAME, not" + " this one.");
        }
        String options = form.group("options");
        boolean withPassword = options != null && options.matches("(?i)(.*&)?(ssl)?password=.*");
        if (withPassword || form.group("place").matches("//[^/]*@.*")) {
            throw new ImportRefused(
                    "The address of " + called + " holds a password, which anybody on this machine can read"
                            + " in the list of processes: take it out, and " + passwordRemedy + ".");
        }
    }

    /** Server and database, without users and options: what a person calls it, and what tells two apart. */
    public String place() {
        Matcher form = FORM.matcher(url);
        return form.matches() ? form.group("place") : url;
    }

    Connection connect() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "stickermill import");
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private ImportRefused refusal(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String cause = switch (state) {
            case "28P01", "28000", "08004" ->
                "does not let us in (" + firstLine(e) + "): check the user, and " + passwordRemedy;
            case "3D000" -> "is not there (" + firstLine(e) + "): check the name at the end of its address";
            case "42501" -> "does not let us in (" + firstLine(e) + "): grant its user connect on it";
            default ->
                "does not answer (" + firstLine(e) + "): check the address, and that it can be reached from" + " here";
        };
        return new ImportRefused(called.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + called.substring(1)
                + " at " + place() + " " + cause + ".");
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    @Override
    public String toString() {
        return called + " at " + place();
    }
}
