package io.stickermill.command;

/** What a command has to say when it could not do what was asked: the thing, the cause and the remedy. */
final class CommandFailed extends RuntimeException {

    CommandFailed(String words) {
        super(words);
    }
}
