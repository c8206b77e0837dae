package io.stickermill.platform.setting;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Ends a service's start at a setting that no service has: Spring takes no notice of it, and whoever misspelt it would
 * believe that it works. One of another service is fine, since all of a deployment often share one set of variables. The
 * JVM's system properties (`-D`) are not looked at: tools and tests have theirs under the same name.
 */
final class SettingsCheck implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /** @throws UnknownSetting naming all of them, each with what may have been meant */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        SettingNames known = SettingNames.ofAllServices();
        Set<String> unknown = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Set.of(source.getPropertyNames()).stream())
                .filter(SettingNames::isOurs)
                .filter(name -> !known.contains(name))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new UnknownSetting(unknown.stream()
                    .map(name -> name + " is no setting of any service. The closest is " + known.closest(name) + ".")
                    .collect(Collectors.joining(System.lineSeparator())));
        }
    }
}
