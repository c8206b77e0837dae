package io.stickermill.history.library;

import io.stickermill.history.job.Moment;
import io.stickermill.history.library.LibraryItems.Making;
import io.stickermill.platform.web.EventStreams;
import io.stickermill.platform.web.EventStreams.Listener;
import io.stickermill.platform.web.EventStreams.Watch;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

    /** Of one person: a tab on the telephone, some on the computer. */
    private static final int MOST_STREAMS = 6;

    /** So many looks are one look at whether the person is still in. */
    private static final int LOOKS = 10;

    private final LibraryItems items;
    private final LibraryViews views;
    private final LibrarySessions sessions;
    private final Clock clock;
    private final Turns turns = new Turns(MOST_STREAMS);
    private final EventStreams streams =
            new EventStreams("library-events", 500, Duration.ofMillis(700), Duration.ofMinutes(15));

    LibraryStream(LibraryItems items, LibraryViews views, LibrarySessions sessions, Clock clock) {
        this.items = items;
        this.views = views;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** @param step the last that has begun, 1 to 7 */
    record JobView(
            UUID jobId, String state, int step, @Nullable String styleTitle, Instant since) {}

    record MakingView(List<JobView> jobs) {}

    @GetMapping(path = "/library/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@RequestAttribute(Person.ATTRIBUTE) Person person, HttpServletRequest request) {
        if (!turns.take(person.userId())) {
            throw Problems.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    Duration.ofSeconds(5),
                    "The library is open " + MOST_STREAMS + " times already.");
        }
        try {
            return streams.open("/library/api/items", new Looking(person, LibraryGate.tokens(request)));
        } catch (RuntimeException e) {
            turns.giveBack(person.userId());
            throw e;
        }
    }

    private final class Looking implements Watch {

        private final Person person;
        private @Nullable MakingView told;
        private @Nullable String newest;
        private final List<String> tokens;
        private int looks;

        Looking(Person person, List<String> tokens) {
            this.person = person;
            this.tokens = tokens;
        }

        @Override
        public void ended() {
            turns.giveBack(person.userId());
        }

        /** Who has left, or was forgotten, hears no more. */
        private boolean isOut() {
            return tokens.stream()
                    .noneMatch(token -> sessions.find(token, clock.instant()).isPresent());
        }

        @Override
        public boolean look(Listener to) throws IOException {
            if (++looks % LOOKS == 0 && isOut()) {
                return false;
            }
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
