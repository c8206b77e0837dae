package io.stickermill.history;

import io.stickermill.history.rebuild.RebuildProgram;
import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.web.ApiConfiguration;
import io.stickermill.platform.web.SmallBodies;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/** The read side. */
@SpringBootApplication
@Import({PlatformConfiguration.class, StorageConfiguration.class, ApiConfiguration.class, RetentionConfiguration.class})
public class HistoryApplication {

    /** An order of a set's stickers is the longest that anybody has to say here. */
    private static final DataSize LARGEST_BODY = DataSize.ofKilobytes(32);

    @Bean
    FilterRegistrationBean<SmallBodies> smallBodies() {
        var registration = new FilterRegistrationBean<>(new SmallBodies(LARGEST_BODY));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Runs the service; or, with the word {@code rebuild} before its settings, the program that compares history and ends. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("rebuild")) {
            RebuildProgram.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            SpringApplication.run(HistoryApplication.class, arguments);
        }
    }
}
