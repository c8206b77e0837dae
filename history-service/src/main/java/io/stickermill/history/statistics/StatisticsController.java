package io.stickermill.history.statistics;

import io.stickermill.history.statistics.Statistics.Day;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StatisticsController {

    private static final int DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final Statistics statistics;
    private final Clock clock;

    StatisticsController(Statistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @Operation(
            operationId = "statistics",
            summary = "A person's stickers by day and style",
            description = "Days are UTC's, from and to included: the last 30 unless said otherwise, 366 at most."
                    + " For the days before, ask again with to = the day before from.")
    @GetMapping("/v1/users/{id}/statistics")
    UserStatistics ofUser(
            @PathVariable UUID id,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to) {
        LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : to;
        LocalDate first = from == null ? last.minusDays(DAYS - 1L) : from;
        if (first.isAfter(last) || first.isBefore(last.minusDays(MOST_DAYS - 1L))) {
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "from",
                    "from must be a day before to, by at most " + (MOST_DAYS - 1) + "; ask for longer times in parts");
        }
        List<Day> days = statistics.ofUser(id, first, last);
        return new UserStatistics(
                first,
                last,
                days.stream().mapToLong(Day::made).sum(),
                days.stream().mapToLong(Day::failed).sum(),
                days);
    }

    /** @param days those on which something was asked for, newest first, by style */
    record UserStatistics(LocalDate from, LocalDate to, long made, long failed, List<Day> days) {}
}
