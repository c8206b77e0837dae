package io.stickermill.history.rebuild;

import io.stickermill.history.credit.CreditConfiguration;
import io.stickermill.history.favourite.FavouriteConfiguration;
import io.stickermill.history.generation.GenerationConfiguration;
import io.stickermill.history.intake.KeepingConfiguration;
import io.stickermill.history.job.JobConfiguration;
import io.stickermill.history.pack.PackConfiguration;
import io.stickermill.history.set.SetConfiguration;
import io.stickermill.history.sticker.StickerConfiguration;
import io.stickermill.platform.PlatformConfiguration;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * The code that keeps history, without its consumer group, its HTTP API and its retention, on a schema of its own:
 *
 * <pre>java -jar service.jar rebuild --stickermill.rebuild.verify=true</pre>
 *
 * Takes the service's environment. Exit code 0: no difference, or replaced; 3: differences; 1: it could not be done.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties(RebuildSettings.class)
@Import({
    PlatformConfiguration.class,
    KeepingConfiguration.class,
    JobConfiguration.class,
    StickerConfiguration.class,
    PackConfiguration.class,
    SetConfiguration.class,
    GenerationConfiguration.class,
    CreditConfiguration.class,
    FavouriteConfiguration.class,
    Scratch.class,
    Baseline.class,
    TopicReading.class,
    Comparison.class,
    Rebuild.class
})
public final class RebuildProgram {

    private static final int DIFFERENT = 3;

    private RebuildProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(new PrintWriter(System.out, true, System.out.charset()), arguments));
    }

    /** @param arguments Spring properties as on a command line */
    public static int run(PrintWriter out, String... arguments) throws InterruptedException {
        // As arguments, so that they win over the service's file and environment.
        List<String> all = new ArrayList<>(List.of(
                "--spring.flyway.schemas=" + Scratch.SCHEMA,
                "--spring.flyway.default-schema=" + Scratch.SCHEMA,
                "--spring.flyway.clean-disabled=false",
                "--spring.datasource.hikari.schema=" + Scratch.SCHEMA,
                // What a crash would lose is thrown away at the end anyway.
                "--spring.datasource.hikari.connection-init-sql=set synchronous_commit = off",
                "--spring.jmx.enabled=false",
                "--logging.level.root=WARN",
                "--logging.level.org.apache.kafka.clients=ERROR",
                // A schema that nobody knows: the record is named where it is passed over.
                "--logging.level.io.apicurio.registry.resolver.cache=OFF"));
        all.addAll(Stream.of(arguments).toList());
        try (var context = new SpringApplicationBuilder(RebuildProgram.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(all.toArray(String[]::new))) {
            return context.getBean(Rebuild.class).run(out) ? 0 : DIFFERENT;
        }
    }
}
