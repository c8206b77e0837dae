package io.stickermill.contracts.credit;

import io.stickermill.contracts.style.RemoteModel;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of prices. What is null matches anything.
 *
 * @param service {@code style} or {@code cut-out}
 * @param size as the model's input {@code size} has it
 * @param cost of a picture in US dollars; null for what the file of styles says
 * @param factor what the cost is multiplied by
 */
record PriceRow(
        @Nullable String service,
        @Nullable String provider,
        @Nullable String style,
        @Nullable String model,
        @Nullable String size,
        @Nullable BigDecimal cost,
        BigDecimal factor) {

    /** The members of a row that are looked at to find it. */
    private Stream<@Nullable String> told() {
        return Stream.of(service, provider, style, model, size);
    }

    boolean matches(Priced priced) {
        return matches(service, priced.service())
                && matches(provider, priced.model().provider())
                && matches(style, priced.style())
                && matches(model, priced.model().model())
                && matches(size, priced.size());
    }

    private static boolean matches(@Nullable String wanted, @Nullable String is) {
        return wanted == null || wanted.equals(is);
    }

    /** The row that says more is meant. */
    long specificity() {
        return told().filter(Objects::nonNull).count();
    }

    BigDecimal costOf(RemoteModel priced) {
        return cost == null ? priced.price() : cost;
    }

    /**
     * Something that has a price.
     *
     * @param style its id
     */
    record Priced(String service, String style, RemoteModel model) {

        @Nullable
        String size() {
            Object size = model.inputs().get("size");
            return size == null ? null : String.valueOf(size);
        }

        String words() {
            return service + " " + style + " by " + model.provider() + " " + model.model();
        }
    }
}
