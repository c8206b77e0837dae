package io.stickermill.contracts.style;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the styles that image models of others make.
 *
 * @param styles file of the remote styles, in YAML; empty for none. The same for the gateway and generation
 */
@ConfigurationProperties("stickermill.remote")
public record RemoteStyleSettings(@DefaultValue("") String styles) {

    /** @throws IllegalArgumentException that says what is wrong with the file */
    public RemoteStyles read() {
        return styles.isBlank() ? RemoteStyles.NONE : RemoteStyles.of(Path.of(styles));
    }
}
