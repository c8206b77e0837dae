package io.stickermill.history;

import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.web.ApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The read side. */
@SpringBootApplication
@Import({PlatformConfiguration.class, StorageConfiguration.class, ApiConfiguration.class, RetentionConfiguration.class})
public class HistoryApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(HistoryApplication.class, arguments);
    }
}
