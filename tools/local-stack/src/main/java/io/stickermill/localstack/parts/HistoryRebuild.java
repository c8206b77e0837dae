package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** History built once more from a running stack's topics, and compared with the live one. */
public final class HistoryRebuild {

    private final Home home;
    private final Map<String, String> access;

    /** @param access addresses of the stack, as {@code status --json} names them */
    public HistoryRebuild(Home home, Map<String, String> access) {
        this.home = home;
        this.access = access;
    }

    /**
     * Prints the differences.
     *
     * @param verify only compares, and changes nothing
     * @return 0: no difference, or replaced; 3: differences; 1: it could not be done
     */
    public int run(boolean verify) throws IOException, InterruptedException {
        String role = Service.HISTORY.serviceName();
        StackLogins logins = new StackLogins(home);
        return new ServiceProgram(Service.HISTORY, "rebuild")
                .run(
                        List.of("--stickermill.rebuild.verify=" + verify),
                        Map.of(
                                "spring.kafka.bootstrap-servers",
                                address("bootstrap"),
                                "stickermill.registry.url",
                                address("registry") + "/apis/registry/v3",
                                "spring.datasource.url",
                                address("database"),
                                "spring.datasource.username",
                                role,
                                "spring.datasource.password",
                                logins.password(role),
                                "stickermill.forget.key",
                                logins.forgetKey()));
    }

    private String address(String part) {
        return Objects.requireNonNull(access.get(part));
    }
}
