package io.stickermill.history.job;

import io.stickermill.history.sticker.StickerList;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailure;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What jobs are told of with. */
@Configuration(proxyBeanMethods = false)
class JobApiConfiguration {

    @Bean
    JobStickers jobStickers(StickerList stickers, ObjectStorage storage) {
        return new JobStickers(stickers, storage);
    }

    /** Why a job may have no sticker is for two other services to say: all that they can. */
    @Bean
    OpenApiCustomizer everyReason() {
        List<String> reasons = Stream.concat(
                        Arrays.stream(GenerationFailure.values()), Arrays.stream(DeliveryFailure.values()))
                .map(Enum::name)
                .distinct()
                .toList();
        return api -> {
            Schema<String> reason = new Schema<>(SpecVersion.V31);
            reason.addType("string");
            reason.setEnum(reasons);
            api.getComponents().getSchemas().computeIfPresent("JobView", (_, job) -> job.addProperty("reason", reason));
        };
    }
}
