package io.stickermill.gateway.recovery;

import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.PhotoSource;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For {@code ./stickermill recover}. */
@RestController
class RecoveryController {

    private final TopicScan topics;
    private final Users users;
    private final Sessions sessions;
    private final PhotoRequests requests;

    RecoveryController(TopicScan topics, Users users, Sessions sessions, PhotoRequests requests) {
        this.topics = topics;
        this.users = users;
        this.sessions = sessions;
        this.requests = requests;
    }

    /** @param requests photo requests that were read; those whose rows are there stay as they are */
    record Recovered(long requests) {}

    /** @param since a little before the time of the copy that the database was restored from */
    @Operation(summary = "Puts back the rows of photo requests, after a copy of the database was restored")
    @PostMapping("/v1/recovery")
    Recovered recover(@RequestParam Instant since) {
        return new Recovered(topics.read(Topics.PHOTO_REQUESTS, since, found -> restore(found.value())));
    }

    private void restore(PhotoRequested event) {
        users.seen(event.getUserId(), event.getBotId(), event.getTelegramUserId(), event.getLanguage());
        if (event.getChatKind() == ChatKind.GROUP) {
            users.seen(
                    Ids.user(event.getBotId(), event.getChatId()),
                    event.getBotId(),
                    event.getChatId(),
                    event.getLanguage());
        }
        var request = new PhotoRequest(
                event.getJobId(),
                event.getSessionId(),
                new Asker(event.getUserId(), event.getTelegramUserId(), event.getChatId()),
                PhotoSource.of(event.getPhotoFileId(), event.getPhotoStorageKey(), event.getReadyMadeOf()),
                event.getMessageId(),
                event.getMediaGroupId(),
                event.getUserInput(),
                new AskedOptions(event.getStylePresetId(), event.getOutline(), event.getText(), event.getMode()),
                event.getVariant(),
                event.getPackBatchId() == null
                        ? null
                        : new PackPart(event.getPackBatchId(), event.getPackIndex(), event.getSheetCell()),
                event.getRequestedAt());
        requests.note(request.in(sessions.open(request, event.getEnv()).id()));
    }
}
