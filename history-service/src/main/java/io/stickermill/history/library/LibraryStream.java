package io.stickermill.history.library;

import io.stickermill.history.job.Moment;
import io.stickermill.history.library.LibraryItems.Making;
import io.stickermill.platform.web.EventStreams;
import io.stickermill.platform.web.EventStreams.Listener;
import io.stickermill.platform.web.EventStreams.Watch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What changes in a library while somebody looks at it. */
@RestController
class LibraryStream {

    private static final int MOST_JOBS = 20;
    private static final int SENDING = 7;

    private final LibraryItems items;
    private final LibraryViews views;
    private final EventStreams streams =
            new EventStreams("library-events", 500, Duration.ofMillis(700), Duration.ofMinutes(15));

    LibraryStream(LibraryItems items, LibraryViews views) {
        this.items = items;
        this.views = views;
    }

    /** @param step the last that has begun, 1 to 7 */
    record JobView(
            UUID jobId, String state, int step, @Nullable String styleTitle, Instant since) {}

    record MakingView(List<JobView> jobs) {}

    @GetMapping(path = "/library/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@RequestAttribute(Person.ATTRIBUTE) Person person) {
        return streams.open("/library/api/items", new Looking(person));
    }

    private final class Looking implements Watch {

        private final Person person;
        private @Nullable MakingView told;
        private @Nullable String newest;

        Looking(Person person) {
            this.person = person;
        }

        @Override
        public boolean look(Listener to) throws IOException {
            MakingView making = new MakingView(items.making(person.userId(), MOST_JOBS).stream()
                    .map(this::view)
                    .toList());
            if (!making.equals(told)) {
                told = making;
                to.send(SseEmitter.event().name("making").data(making, MediaType.APPLICATION_JSON));
            }
            String now = items.newest(person.userId());
            if (newest != null && !newest.equals(now)) {
                to.send(SseEmitter.event().name("changed").data(Map.of(), MediaType.APPLICATION_JSON));
            }
            newest = now;
            return true;
        }

        private JobView view(Making job) {
            int step =
                    job.moments().stream().mapToInt(LibraryStream::step).max().orElse(1);
            return new JobView(job.jobId(), job.state(), step, views.styleTitle(job.style(), person), job.since());
        }
    }

    private static int step(String moment) {
        return moment.equals(Moment.READY.word()) ? SENDING : Moment.of(moment).step();
    }
}
