package io.stickermill.gateway.admission;

import io.stickermill.gateway.admission.AdmissionRules.Overview;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's switches; each answers with what holds from now on. */
@RestController
@RequestMapping("/v1/intake")
class AdmissionController {

    private static final Logger log = LoggerFactory.getLogger(AdmissionController.class);

    private final AdmissionRules rules;
    private final AdmissionSettings settings;

    AdmissionController(AdmissionRules rules, AdmissionSettings settings) {
        this.rules = rules;
        this.settings = settings;
    }

    /**
     * What holds.
     *
     * @param dailyQuota 0 for no limit
     * @param blocked Telegram ids
     * @param quotas of people with one of their own, by Telegram id
     */
    record Intake(boolean paused, int dailyQuota, Set<Long> blocked, Map<Long, Integer> quotas) {}

    @Operation(summary = "Tells whether photos are taken, and from whom not")
    @GetMapping
    Intake intake() {
        Overview set = rules.overview();
        int quota = set.dailyQuota() == null ? settings.dailyQuota() : set.dailyQuota();
        return new Intake(set.paused(), quota, set.blocked(), set.quotas());
    }

    @Operation(summary = "Takes no photos until resumed; what was accepted goes on")
    @PutMapping("/pause")
    Intake pause() {
        rules.pause(true);
        return changed("paused");
    }

    @Operation(summary = "Takes photos again")
    @DeleteMapping("/pause")
    Intake resume() {
        rules.pause(false);
        return changed("resumed");
    }

    @Operation(summary = "Takes no photos of a person")
    @PutMapping("/blocked/{telegram_id}")
    Intake block(@PathVariable("telegram_id") long telegramId) {
        rules.block(telegramId, true);
        return changed("blocked for user " + telegramId);
    }

    @Operation(summary = "Takes photos of a person again")
    @DeleteMapping("/blocked/{telegram_id}")
    Intake unblock(@PathVariable("telegram_id") long telegramId) {
        rules.block(telegramId, false);
        return changed("open again for user " + telegramId);
    }

    @Operation(summary = "Sets how many stickers everybody may ask for in a day")
    @ApiResponse(responseCode = "200", description = "What holds now")
    @ApiResponse(responseCode = "422", description = "The number is below 0")
    @PutMapping("/quota")
    Intake quota(@Parameter(description = "0 for no limit") @RequestParam int daily) {
        rules.quota(checked(daily));
        return changed("limited to " + daily + " a day");
    }

    @Operation(summary = "Goes back to the setting stickermill.admission.daily-quota")
    @DeleteMapping("/quota")
    Intake usualQuota() {
        rules.quota(null);
        return changed("limited as the settings say");
    }

    @Operation(summary = "Sets how many stickers a person may ask for in a day")
    @ApiResponse(responseCode = "200", description = "What holds now")
    @ApiResponse(responseCode = "422", description = "The number is below 0")
    @PutMapping("/quota/{telegram_id}")
    Intake quotaOf(
            @PathVariable("telegram_id") long telegramId,
            @Parameter(description = "0 for no limit") @RequestParam int daily) {
        rules.quota(telegramId, checked(daily));
        return changed("limited to " + daily + " a day for user " + telegramId);
    }

    @Operation(summary = "Lets a person have the quota of everybody")
    @DeleteMapping("/quota/{telegram_id}")
    Intake usualQuotaOf(@PathVariable("telegram_id") long telegramId) {
        rules.quota(telegramId, null);
        return changed("limited as for everybody for user " + telegramId);
    }

    private static int checked(int daily) {
        if (daily < 0) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "daily must be 0 (no limit) or more.");
        }
        return daily;
    }

    private Intake changed(String what) {
        log.info("intake is {}", what);
        return intake();
    }
}
