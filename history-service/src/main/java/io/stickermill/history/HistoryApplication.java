package io.stickermill.history;

import io.stickermill.history.rebuild.RebuildProgram;
import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.web.ApiConfiguration;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The read side. */
@SpringBootApplication
@Import({PlatformConfiguration.class, StorageConfiguration.class, ApiConfiguration.class, RetentionConfiguration.class})
public class HistoryApplication {

    /** Runs the service; or, with the word {@code rebuild} before its settings, the program that compares history and ends. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("rebuild")) {
            RebuildProgram.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            SpringApplication.run(HistoryApplication.class, arguments);
        }
    }
}
