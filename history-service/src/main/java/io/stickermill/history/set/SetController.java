package io.stickermill.history.set;

import io.stickermill.contracts.text.SetTitle;
import io.stickermill.history.page.Paging;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sticker sets, newest first, and what programs change of them. The gateway is who makes one. */
@RestController
@RequestMapping("/v1")
class SetController {

    private static final String PAGE_SIZE = "20";

    private final Sets sets;
    private final SetRequests requests;

    SetController(Sets sets, SetRequests requests) {
        this.sets = sets;
        this.requests = requests;
    }

    @Operation(operationId = "stickerSet", summary = "A sticker set and its stickers in their order")
    @ApiResponse(responseCode = "200", description = "The set, also one that is being made or deleted")
    @ApiResponse(responseCode = "404", description = "There is no such set (yet)")
    @GetMapping("/sticker-sets/{id}")
    SetView set(@PathVariable UUID id) {
        return SetView.of(known(id));
    }

    @Operation(operationId = "stickerSets", summary = "Sticker sets of everybody, but for those that are deleted")
    @GetMapping("/sticker-sets")
    SetPage all(
            @RequestParam(defaultValue = PAGE_SIZE) int limit, @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(sets.all(paging), paging);
    }

    @Operation(operationId = "stickerSetsOfUser", summary = "A person's sticker sets, but for those that are deleted")
    @GetMapping("/users/{id}/sticker-sets")
    SetPage ofUser(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(sets.ofUser(id, paging), paging);
    }

    /**
     * What is to be another.
     *
     * @param title 1 to 64 characters
     * @param order the numbers of the set's stickers; those that are left out come last, as they are
     */
    record Change(
            @Schema(example = "Our cat") @Nullable String title,

            @Schema(description = "Numbers of its parts, in the order that they are to have") @Nullable
            List<Integer> order) {}

    /** @param requestIds of what was asked: one of them in {@code refused} of the set came to nothing */
    record Asked(
            UUID stickerSetId,

            @Schema(allowableValues = {"changing", "deleting"})
            String status,

            List<UUID> requestIds) {}

    @Operation(
            operationId = "changeStickerSet",
            summary = "Asks for another title or another order",
            description = "What becomes of it is told by the set: its title and parts, or `refused` with the id of the"
                    + " request. Telegram's clients show it within an hour.")
    @ApiResponse(responseCode = "202", description = "Asked")
    @ApiResponse(responseCode = "404", description = "There is no such set (yet)")
    @ApiResponse(responseCode = "409", description = "The set is not open: it is being made, deleted, or failed")
    @ApiResponse(
            responseCode = "422",
            description = "Telegram takes no such title; the order names no stickers of the set")
    @PatchMapping(path = "/sticker-sets/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Asked> change(@PathVariable UUID id, @RequestBody Change change) {
        StickerSet set = known(id);
        if (set.state() != SetState.OPEN) {
            throw Problems.of(
                    HttpStatus.CONFLICT,
                    "Sticker set " + id + " is " + set.state().word() + "; only an open one can be changed.");
        }
        String title = change.title() == null ? null : title(change.title());
        List<Integer> order = change.order() == null ? List.of() : order(set, change.order());
        if (title == null && order.isEmpty()) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "Name a title or an order that the set is to have.");
        }
        List<UUID> asked = new ArrayList<>();
        if (title != null) {
            asked.add(requests.rename(set, title));
        }
        if (!order.isEmpty()) {
            asked.add(requests.order(set, order));
        }
        return ResponseEntity.accepted().body(new Asked(id, "changing", asked));
    }

    @Operation(
            operationId = "deleteStickerSet",
            summary = "Asks for a set to be deleted in Telegram",
            description = "Its stickers stay in chats and in lists. Asked for again, the answer is the same.")
    @ApiResponse(responseCode = "202", description = "Asked; the set's status tells when it is gone")
    @ApiResponse(responseCode = "404", description = "There is no such set (yet)")
    @ApiResponse(responseCode = "409", description = "The set is still being made")
    @DeleteMapping("/sticker-sets/{id}")
    ResponseEntity<Asked> delete(@PathVariable UUID id) {
        StickerSet set = known(id);
        return switch (set.state()) {
            case MAKING ->
                throw Problems.of(
                        HttpStatus.CONFLICT, "Sticker set " + id + " is being made; delete it when it is there.");
            case OPEN -> ResponseEntity.accepted().body(new Asked(id, "deleting", List.of(requests.delete(set))));
            case DELETED, FAILED -> ResponseEntity.accepted().body(new Asked(id, "deleting", List.of()));
        };
    }

    private static String title(String said) {
        try {
            return SetTitle.checked(said);
        } catch (IllegalArgumentException e) {
            throw wrong("title", String.valueOf(e.getMessage()));
        }
    }

    private static List<Integer> order(StickerSet set, List<Integer> numbers) {
        Set<Integer> known = set.parts().stream()
                .filter(part -> part.status().equals("in"))
                .map(SetPart::number)
                .collect(Collectors.toSet());
        if (new HashSet<>(numbers).size() != numbers.size() || !known.containsAll(numbers)) {
            throw wrong("order", "order must name numbers of the set's stickers, each once.");
        }
        return numbers;
    }

    private static ErrorResponseException wrong(String field, String detail) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, field, detail);
    }

    private StickerSet known(UUID id) {
        return sets.find(id)
                .orElseThrow(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "No sticker set " + id
                                + " is known here. It appears a moment after it was asked for; check the id."));
    }

    private static SetPage page(List<StickerSet> found, Paging paging) {
        return new SetPage(found.stream().map(SetView::listed).toList(), paging.next(found, StickerSet::place));
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record SetPage(List<SetView> stickerSets, @Nullable String next) {}
}
