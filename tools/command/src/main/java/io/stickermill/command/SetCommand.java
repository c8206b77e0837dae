package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatedUser.Event;
import io.stickermill.emulator.client.EmulatedUser.Events;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The whole way as a user: photos to the bot, their progress, the link of the set that they become. */
@Command(
        name = "set",
        description = "Makes a sticker set of photos as a user would, and shows what comes back.",
        mixinStandardHelpOptions = true)
final class SetCommand implements Callable<Integer> {

    private static final Pattern LINK = Pattern.compile("https://t\\.me/addstickers/\\w+");

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PHOTO", arity = "0..240", description = "JPEG, PNG or WebP files, in their order.")
    private List<Path> photos = List.of();

    @Option(
            names = "--sheet",
            paramLabel = "PHOTO",
            description = "Instead: one picture with drawings in a grid, of which each becomes a sticker.")
    private @Nullable Path sheet;

    @Option(
            names = "--without",
            paramLabel = "NUMBER",
            split = ",",
            description = "Leaves drawings of the sheet out; counted from 1, row by row.")
    private List<Integer> without = List.of();

    @Option(names = "--title", paramLabel = "TITLE", defaultValue = "", description = "The set's title.")
    private String title;

    @Option(
            names = "--user",
            defaultValue = "1001",
            description = "Telegram id of the user. Default: ${DEFAULT-VALUE}.")
    private long user;

    @Option(names = "--language", defaultValue = "en", description = "The user's language. Default: ${DEFAULT-VALUE}.")
    private String language;

    @Option(names = "--timeout", defaultValue = "600", description = "Seconds to wait. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    private final Instant start = Instant.now();
    private long after;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (photos.isEmpty() == (sheet == null)) {
            throw new ParameterException(spec.commandLine(), "Give photos, or one picture with --sheet.");
        }
        for (Path photo : sheet == null ? photos : List.of(sheet)) {
            if (!Files.isRegularFile(photo)) {
                throw new CommandFailed("There is no file " + photo + ".");
            }
        }
        JsonNode status = stickermill.running().status();
        if (status.path("emulator").isMissingNode()) {
            throw new CommandFailed(
                    "This stack talks to the real Telegram: send /pack and the photos to your bot there.");
        }
        var sender = new EmulatedUser(status.path("emulator").path("url").asText(), user);
        after = sender.events(0, Duration.ZERO).next();
        int asked = sheet == null ? sendPhotos(sender) : sendSheet(sender, sheet);
        String end =
                await(sender, message -> isEnd(message, asked)).path("text").asText();
        return LINK.matcher(end).find() ? 0 : 1;
    }

    /** Gives the message that the answers refer to. */
    private int sendPhotos(EmulatedUser sender) throws IOException, InterruptedException {
        sender.say("/pack " + title, language);
        JsonNode opened = await(sender, message -> true);
        if (buttons(opened).isEmpty()) {
            throw new CommandFailed("The bot made no pack.");
        }
        for (Path photo : photos) {
            send(sender, photo, Map.of());
        }
        say(photos.size() + " photos sent");
        sender.press(opened.path("message_id").asInt(), buttons(opened).getFirst());
        return opened.path("reply_to_message").path("message_id").asInt();
    }

    /** Gives the message that the answers refer to. */
    private int sendSheet(EmulatedUser sender, Path picture) throws IOException, InterruptedException {
        int sent = send(sender, picture, Map.of("caption", "/sheet " + title));
        JsonNode preview = await(
                sender,
                message -> message.path("reply_to_message").path("message_id").asInt() == sent);
        List<String> buttons = buttons(preview);
        if (buttons.isEmpty()) {
            throw new CommandFailed("The bot found no drawings.");
        }
        int drawings = buttons.size() - 1;
        say(drawings + " drawings");
        for (int number : without) {
            if (number < 1 || number > drawings) {
                throw new CommandFailed("There is no drawing " + number + ", but 1 to " + drawings + ".");
            }
            sender.press(preview.path("message_id").asInt(), buttons.get(number - 1));
        }
        sender.press(preview.path("message_id").asInt(), buttons.getLast());
        return sent;
    }

    private int send(EmulatedUser sender, Path photo, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> how = new HashMap<>(more);
        how.putAll(Map.of("as", "photo", "filename", String.valueOf(photo.getFileName()), "language", language));
        return sender.sendPhoto(Files.readAllBytes(photo), how);
    }

    /** The answer to the command that neither counts nor has the button for the end. */
    private static boolean isEnd(JsonNode message, int asked) {
        return message.path("reply_to_message").path("message_id").asInt() == asked
                && message.has("text")
                && !message.path("text").asText().endsWith("...")
                && buttons(message).isEmpty();
    }

    /** Shows what the bot says until it is this. */
    private JsonNode await(EmulatedUser sender, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        while (Instant.now().isBefore(start.plusSeconds(timeout))) {
            Events found = sender.events(after, Duration.ofSeconds(5));
            after = found.next();
            for (Event event : found.events()) {
                JsonNode message = event.message();
                if (event.kind().equals("deleted")
                        || !message.path("from").path("is_bot").asBoolean()) {
                    continue;
                }
                say(message.path(message.has("text") ? "text" : "caption").asText());
                if (wanted.test(message)) {
                    return message;
                }
            }
        }
        throw new CommandFailed(
                "No set after " + timeout
                        + " s. `./stickermill status` shows whether all parts run, `./stickermill topics` where the photos wait.");
    }

    /** What the buttons under a message carry; those of links carry nothing. */
    private static List<String> buttons(JsonNode message) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(button -> button.has("callback_data"))
                .map(button -> button.path("callback_data").asText())
                .toList();
    }

    private void say(String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%6.2f s  %s%n", Duration.between(start, Instant.now()).toMillis() / 1000.0, what);
        out.flush();
    }
}
