package io.stickermill.gateway.recovery;

import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For {@code ./stickermill recover}. */
@RestController
class RecoveryController {

    private final TopicScan topics;
    private final Sessions sessions;

    RecoveryController(TopicScan topics, Sessions sessions) {
        this.topics = topics;
        this.sessions = sessions;
    }

    /** @param requests photo requests that were read; those whose rows are there stay as they are */
    record Recovered(long requests) {}

    /** @param since a little before the time of the copy that the database was restored from */
    @PostMapping("/v1/recovery")
    Recovered recover(@RequestParam Instant since) {
        return new Recovered(topics.read(Topics.PHOTO_REQUESTS, since, found -> restore(found.value())));
    }

    private void restore(PhotoRequested request) {
        sessions.seen(request.getUserId(), request.getBotId(), request.getTelegramUserId(), request.getLanguage());
        sessions.open(
                new AskedPhoto(
                        request.getJobId(),
                        request.getSessionId(),
                        request.getUserId(),
                        request.getChatId(),
                        request.getTelegramUserId(),
                        request.getMessageId(),
                        request.getPhotoFileId(),
                        request.getPhotoStorageKey(),
                        request.getMediaGroupId(),
                        request.getUserInput(),
                        new AskedOptions(
                                request.getStylePresetId(), request.getOutline(), request.getText(), request.getMode()),
                        request.getVariant(),
                        request.getRequestedAt()),
                request.getEnv());
    }
}
