package io.stickermill.history.intake;

import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.favourite.Favourites;
import io.stickermill.history.generation.Generations;
import io.stickermill.history.job.Jobs;
import io.stickermill.history.pack.PackSheets;
import io.stickermill.history.set.Sets;
import io.stickermill.history.sticker.SessionStickers;
import io.stickermill.history.sticker.Stickers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps history, without the topics that it comes from: also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class KeepingConfiguration {

    @Bean
    HistoryIntake historyIntake(
            Jobs jobs,
            Stickers stickers,
            SessionStickers sessionStickers,
            PackSheets sheets,
            Sets sets,
            Generations generations,
            Favourites favourites,
            CreditMoves credits) {
        return new HistoryIntake(jobs, stickers, sessionStickers, sheets, sets, generations, favourites, credits);
    }

    @Bean
    KeptEvents keptEvents(HistoryIntake intake) {
        return new KeptEvents(intake);
    }
}
