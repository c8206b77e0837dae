package io.stickermill.contracts.style;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the styles that image models of others make.
 *
 * @param styles file of the remote styles, in YAML; empty for none. The same for gateway, generation
 *     and delivery, and for history where there is a library page
 * @param wishes whether people may say something to the models: a photo's caption, an order's text; the same everywhere, too
 */
@ConfigurationProperties("stickermill.remote")
public record RemoteStyleSettings(
        @DefaultValue("") String styles,
        @DefaultValue("true") boolean wishes) {

    /** @throws IllegalArgumentException that says what is wrong with the file */
    public RemoteStyles read() {
        return styles.isBlank() ? RemoteStyles.NONE : RemoteStyles.of(Path.of(styles), wishes);
    }
}
