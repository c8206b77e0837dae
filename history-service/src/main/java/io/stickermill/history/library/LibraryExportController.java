package io.stickermill.history.library;

import io.stickermill.history.person.ExportArchive;
import io.stickermill.history.person.Exports;
import io.stickermill.history.person.Exports.Export;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person's own copy of all that is kept of them. */
@RestController
@RequestMapping("/library/api/exports")
class LibraryExportController {

    private final Exports exports;
    private final ExportArchive archive;

    LibraryExportController(Exports exports, ExportArchive archive) {
        this.exports = exports;
        this.archive = archive;
    }

    record State(UUID id, boolean ready) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    State begin(@RequestAttribute(Person.ATTRIBUTE) Person person) {
        return state(
                exports.begin(new io.stickermill.platform.person.Person(person.userId(), person.telegramUserId())));
    }

    @GetMapping("/{id}")
    State state(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id) {
        return state(own(id, person));
    }

    @GetMapping("/{id}/file")
    void file(@RequestAttribute(Person.ATTRIBUTE) Person person, @PathVariable UUID id, HttpServletResponse response)
            throws IOException {
        archive.send(own(id, person), response);
    }

    private static State state(Export export) {
        return new State(export.id(), export.isReady());
    }

    private Export own(UUID id, Person person) {
        return exports.find(id)
                .filter(export -> export.userId().equals(person.userId()))
                .orElseThrow(
                        () -> Problems.of(HttpStatus.NOT_FOUND, "There is no such copy in this library (any more)."));
    }
}
