package io.stickermill.platform.forget;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are about a person. All texts are constants of the program, never input; they name the table's row {@code t} and take
 * the parameters {@code :user} (users.id), {@code :telegram} (the Telegram id, which is the private chat's) and {@code :bytes} (the
 * former as it stands in an encoded event).
 *
 * @param name of the table
 * @param whose a condition on the person's rows
 * @param inUse a condition on those that somebody works on now: they go when that is over. {@code false} where nobody does
 * @param kept what becomes of a row instead of its removal, as assignments of an update that leave nothing of the person; null where
 *     it goes. {@code :nobody} is an id made at random, the same for all tables of one removal
 */
public record PersonalTable(
        String name, String whose, String inUse, @Nullable String kept) {

    /** Rows that go at once. */
    public static PersonalTable of(String name, String whose) {
        return new PersonalTable(name, whose, "false", null);
    }

    /** Rows that go when nobody works on them. */
    public static PersonalTable used(String name, String whose, String inUse) {
        return new PersonalTable(name, whose, inUse, null);
    }

    /** Rows that stay without the person. */
    public static PersonalTable kept(String name, String whose, String kept) {
        return new PersonalTable(name, whose, "false", kept);
    }
}
