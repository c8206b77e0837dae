package io.stickermill.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which source was measured. */
final class SourceState {

    private SourceState() {}

    /** The commit, with a {@code +} if tracked files are changed; "unknown" without git. */
    static String commit(Path root) throws InterruptedException {
        try {
            String commit = git(root, "rev-parse", "--short=12", "HEAD");
            if (commit.isEmpty()) {
                return "unknown";
            }
            return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + "+";
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    private static String git(Path root, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = root.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? said : "";
    }
}
