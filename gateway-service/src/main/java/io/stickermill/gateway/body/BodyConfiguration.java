package io.stickermill.gateway.body;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimits(List<BodyPath> paths) {
        return new FilterRegistrationBean<>(
                new BodyLimits(paths.stream().collect(Collectors.toMap(BodyPath::path, BodyPath::largest))));
    }

    /** Who asks before they send (Expect: 100-continue) hears a refusal instead of sending 20 MB for it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> continueWhenTheBodyIsWanted() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming("onRead");
            }
        });
    }
}
