package io.stickermill.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import io.stickermill.common.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pages show, as it changes: server-sent events (html.spec.whatwg.org, 'Server-sent events'). A view is looked at only while a
 * page shows it, and once for all of those that show the same.
 */
final class LiveViews implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveViews.class);

    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Shorter than {@link #LOOK}, so that one page alone always sees what is new. */
    private static final Duration FRESH = Duration.ofMillis(1500);

    private static final int MOST_PAGES = 24;
    private static final int MOST_KEPT = 50;
    private static final int BUSY = 503;

    private final Map<String, View> views;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Semaphore pages = new Semaphore(MOST_PAGES);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** One question of a page. What it throws is shown in place of an answer. */
    @FunctionalInterface
    interface View {
        Object look(Map<String, String> query) throws Exception;
    }

    private static final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable String json;
        private long at;
    }

    LiveViews(Map<String, View> views) {
        this.views = views;
    }

    void once(Context http) throws Exception {
        http.contentType("application/json").result(look(http.pathParam("view"), query(http)));
    }

    void stream(Context http) throws Exception {
        String name = http.pathParam("view");
        Map<String, String> query = query(http);
        if (!pages.tryAcquire()) {
            throw new HttpResponseException(BUSY, "More than " + MOST_PAGES + " pages are open: close some.", Map.of());
        }
        try {
            http.res().setContentType("text/event-stream");
            http.res().setCharacterEncoding("utf-8");
            OutputStream out = http.res().getOutputStream();
            write(out, "retry: 2000\n\n");
            String last = "";
            do {
                String json = answer(name, query);
                // A heartbeat where nothing is new: whoever hears nothing for longer knows that the connection is dead.
                write(out, json.equals(last) ? "event: same\ndata: {}\n\n" : "data: " + json + "\n\n");
                last = json;
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            log.debug("a page was closed: {}", e.toString());
        } finally {
            pages.release();
        }
    }

    private String answer(String name, Map<String, String> query) throws InterruptedException {
        try {
            return look(name, query);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Json.MAPPER.createObjectNode().put("error", words(e)).toString();
        }
    }

    static String words(Exception e) {
        boolean forPeople = e instanceof IllegalStateException
                || e instanceof IllegalArgumentException
                || e instanceof NoSuchElementException
                || e instanceof HttpResponseException;
        if (!forPeople) {
            log.error("A view failed", e);
        }
        return forPeople ? String.valueOf(e.getMessage()) : "The console itself failed: its log says more.";
    }

    private String look(String name, Map<String, String> query) throws Exception {
        View view = views.get(name);
        if (view == null) {
            throw new NotFoundResponse("There is no view " + name + ".");
        }
        if (kept.size() > MOST_KEPT) {
            kept.clear();
        }
        Kept found = kept.computeIfAbsent(name + query, _ -> new Kept());
        found.lock.lockInterruptibly();
        try {
            if (found.json == null || System.nanoTime() - found.at > FRESH.toNanos()) {
                found.json = Json.MAPPER.writeValueAsString(view.look(query));
                found.at = System.nanoTime();
            }
            return found.json;
        } finally {
            found.lock.unlock();
        }
    }

    private static Map<String, String> query(Context http) {
        Map<String, String> query = new TreeMap<>();
        http.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
        return query;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
