package io.stickermill.generation.retention;

import io.stickermill.platform.retention.Lifetime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long generation remembers jobs. None may be shorter than a record can come again.
 *
 * @param generations rows of jobs that have ended, since their end
 * @param cancelledJobs jobs that nobody wants any more, since they were cancelled
 * @param remoteGenerations what was ordered of remote models, what it cost and where the picture lies, since it was ordered
 */
@ConfigurationProperties("stickermill.retention")
record GenerationRetention(
        @DefaultValue("30d") Duration generations,
        @DefaultValue("30d") Duration cancelledJobs,
        @DefaultValue("180d") Duration remoteGenerations) {

    GenerationRetention {
        Lifetime.mustOutliveTopics("stickermill.retention.generations", generations);
        Lifetime.mustOutliveTopics("stickermill.retention.cancelled-jobs", cancelledJobs);
        Lifetime.mustOutliveTopics("stickermill.retention.remote-generations", remoteGenerations);
    }
}
