package io.stickermill.console.view;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.operations.job.JobLook;
import io.stickermill.operations.job.JobLooks;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/** Jobs: found, looked at, and those that wait. Commands: {@code job ID}, {@code jobs}, {@code jobs --waiting}. */
public final class JobsView {

    private final JobLooks looks;
    private final Optional<ServiceApi> history;

    public JobsView(JobLooks looks, Optional<ServiceApi> history) {
        this.looks = looks;
        this.history = history;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/stickers/{id}/file", this::sticker);
    }

    /** The newest jobs that are meant. */
    public Map<String, Object> search(String text) {
        return Map.of("jobs", looks.search(text));
    }

    /** Those that have not ended. */
    public Map<String, Object> waiting() throws InterruptedException {
        return Map.of("jobs", looks.waiting());
    }

    /** @throws NoSuchElementException if nothing knows it */
    public JobLook job(String id) throws InterruptedException {
        return looks.job(UUID.fromString(id))
                .orElseThrow(
                        () -> new NoSuchElementException(
                                "No job " + id
                                        + " is known here. It appears a moment after its photo was accepted, and goes some weeks later."));
    }

    /** By way of history: this process has neither a key of the storage nor a way to it. */
    private void sticker(Context http) throws InterruptedException {
        UUID id = UUID.fromString(http.pathParam("id"));
        ServiceApi api = history.orElseThrow(() -> new NoSuchElementException("No history-service was named."));
        byte[] file = api.file("/v1/stickers/" + id + "/file");
        Images.answer(http, Images.type(file).orElseThrow(() -> new NoSuchElementException("It is no picture.")), file);
    }
}
