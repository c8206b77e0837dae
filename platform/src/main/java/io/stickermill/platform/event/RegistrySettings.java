package io.stickermill.platform.event;

import io.stickermill.platform.setting.RequiredSetting;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the schema registry.
 *
 * @param url the registry's core API, for example {@code http://127.0.0.1:8081/apis/registry/v3}
 */
@ConfigurationProperties("stickermill.registry")
public record RegistrySettings(URI url) {

    public RegistrySettings {
        RequiredSetting.value("stickermill.registry.url", url);
    }
}
