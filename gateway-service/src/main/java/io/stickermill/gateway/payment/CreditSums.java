package io.stickermill.gateway.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came in and what it cost, for the operator. */
final class CreditSums {

    private final JdbcClient database;
    private final BigDecimal creditsPerDollar;

    CreditSums(JdbcClient database, BigDecimal creditsPerDollar) {
        this.database = database;
        this.creditsPerDollar = creditsPerDollar;
    }

    /**
     * The stickers of a day that were paid, or given away.
     *
     * @param given of them, how many were given away: free of the day, or delivered after their price was given back
     * @param credits that were taken for them
     * @param cost what their providers charge, in US dollars
     * @param margin what the credits are worth by the table of prices, less the cost, in US dollars
     */
    record Day(
            LocalDate day,
            String provider,
            String service,
            long stickers,
            long given,
            BigDecimal credits,
            BigDecimal cost,
            BigDecimal margin) {}

    /** The Stars of a day. */
    record StarDay(LocalDate day, long payments, long stars, long refunded) {}

    List<Day> days(int days) {
        return database.sql("""
                select (ended_at at time zone 'UTC')::date as day, coalesce(provider, '') as provider, service,
                       count(*) as stickers, count(*) filter (where state = 'GIVEN' or free_of_day) as given,
                       coalesce(sum(amount) filter (where state = 'SETTLED'), 0) as credits, coalesce(sum(cost), 0) as cost
                  from credit_charges
                 where state in ('SETTLED', 'GIVEN') and ended_at >= date_trunc('day', now(), 'UTC') - make_interval(days => ?)
                 group by 1, 2, 3 order by 1 desc, 2, 3
                """)
                .param(days - 1)
                .query((row, _) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getString("provider"),
                        row.getString("service"),
                        row.getLong("stickers"),
                        row.getLong("given"),
                        row.getBigDecimal("credits"),
                        row.getBigDecimal("cost"),
                        row.getBigDecimal("credits")
                                .divide(creditsPerDollar, 4, RoundingMode.DOWN)
                                .subtract(row.getBigDecimal("cost"))))
                .list();
    }

    List<StarDay> stars(int days) {
        return database.sql("""
                select (paid_at at time zone 'UTC')::date as day, count(*) as payments, sum(stars) as stars,
                       coalesce(sum(stars) filter (where state = 'REFUNDED'), 0) as refunded
                  from star_payments
                 where paid_at >= date_trunc('day', now(), 'UTC') - make_interval(days => ?)
                 group by 1 order by 1 desc
                """)
                .param(days - 1)
                .query((row, _) -> new StarDay(
                        row.getObject("day", LocalDate.class),
                        row.getLong("payments"),
                        row.getLong("stars"),
                        row.getLong("refunded")))
                .list();
    }
}
