package io.stickermill.localstack.parts;

import java.util.HashMap;
import java.util.Map;

/** What a service must be told to find the parts. The one place where the local stack's settings are put together. */
final class ServiceSettings {

    private final Site site;

    ServiceSettings(Site site) {
        this.site = site;
    }

    /** Where its parts are, as Spring properties. */
    Map<String, String> of(Service service) {
        return of(service, 1);
    }

    Map<String, String> of(Service service, int instance) {
        String role = service.serviceName();
        return Map.ofEntries(
                Map.entry("spring.kafka.bootstrap-servers", site.bootstrapServers()),
                Map.entry("stickermill.registry.url", site.http(PartKind.REGISTRY.partName()) + "/apis/registry/v3"),
                Map.entry("spring.datasource.url", site.jdbcUrl(StackDatabases.STICKERMILL)),
                Map.entry("spring.datasource.username", role),
                Map.entry("spring.datasource.password", site.secrets().databasePassword(role)),
                Map.entry("stickermill.storage.endpoint", site.storage()),
                Map.entry("stickermill.storage.region", S3Part.REGION),
                Map.entry("stickermill.storage.bucket", S3Part.BUCKET),
                Map.entry("stickermill.storage.access-key", site.secrets().s3AccessKey()),
                Map.entry("stickermill.storage.secret-key", site.secrets().s3SecretKey()),
                Map.entry("stickermill.telegram.token", site.secrets().telegramToken()),
                Map.entry(
                        "stickermill.telegram.base-url",
                        site.secrets().realTelegram()
                                ? "https://api.telegram.org"
                                : site.http(PartKind.EMULATOR.partName())),
                Map.entry("stickermill.api.key", site.secrets().apiKey()),
                Map.entry("stickermill.api.customer-key", site.secrets().customerKey()),
                Map.entry("stickermill.forget.key", site.secrets().forgetKey()),
                Map.entry("stickermill.library.secret", site.secrets().librarySecret()),
                Map.entry(
                        "stickermill.library.bot-id",
                        Long.toString(site.secrets().botId())),
                Map.entry("stickermill.library.web-app-key", site.secrets().webAppKey()),
                Map.entry("stickermill.intake.jobs-url", site.http(Service.HISTORY.serviceName())),
                Map.entry("server.address", Site.HOST),
                Map.entry("server.port", Integer.toString(site.ports().of(service.instanceName(instance)))));
    }

    /**
     * What is other here than in production, unless the person says otherwise. Shorter than the defaults: on one machine a call
     * that takes longer is lost, and what a killed service held is free again sooner.
     */
    Map<String, String> defaults(Service service) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "stickermill.telegram.call-timeout", "12s",
                "stickermill.poll.hold", "8s",
                "stickermill.storage.call-timeout", "10s",
                "stickermill.delivery.lease", "15s",
                "stickermill.generation.lease", "15s",
                "stickermill.backfill.lease", "45s",
                "stickermill.env", "local"));
        if (service == Service.GATEWAY) {
            // So that stickermill.updates=webhook is all that has to be said.
            defaults.put("stickermill.webhook.url", site.http(Service.GATEWAY.serviceName()) + "/telegram/webhook");
            defaults.put("stickermill.webhook.secret", site.secrets().webhookSecret());
        }
        defaults.put("stickermill.library.url", site.http(Service.HISTORY.serviceName()) + "/library/");
        defaults.putAll(new ToyStyles(site).settings(service));
        return defaults;
    }
}
