package io.stickermill.contracts.credit;

import io.stickermill.contracts.credit.PriceRow.Priced;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.yaml.YamlEntry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What pictures of other people's models cost, and in what packages credits are sold, from a file of the operator. A price is the
 * model's cost in US dollars, times the credits of a dollar, times the row's factor, rounded down.
 */
public final class Prices {

    /** Where no file is named: nothing costs anything, and nothing of credits is seen. */
    public static final Prices OFF =
            new Prices(false, BigDecimal.ONE, Credits.NONE, List.of(), List.of(), Map.of(), Map.of());

    private static final Set<String> SERVICES = Set.of("style", RemoteStyles.CUT_OUT);

    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9-]{1,20}");

    /** Each is a button of one keyboard. */
    private static final int MOST_PACKAGES = 10;

    /** What Telegram takes for one invoice. */
    private static final int MOST_STARS = 10_000;

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(10_000);

    private static final BigDecimal ASK_FROM = BigDecimal.TEN;

    private final boolean on;
    private final BigDecimal creditsPerDollar;
    private final BigDecimal askFrom;
    private final List<PriceRow> rows;
    private final List<CreditPackage> packages;
    private final Map<String, String> terms;
    private final Map<String, String> support;

    private Prices(
            boolean on,
            BigDecimal creditsPerDollar,
            BigDecimal askFrom,
            List<PriceRow> rows,
            List<CreditPackage> packages,
            Map<String, String> terms,
            Map<String, String> support) {
        this.on = on;
        this.creditsPerDollar = creditsPerDollar;
        this.askFrom = askFrom;
        this.rows = List.copyOf(rows);
        this.packages = List.copyOf(packages);
        this.terms = Map.copyOf(terms);
        this.support = Map.copyOf(support);
    }

    /**
     * Reads and checks the file.
     *
     * @param styles each of whose models must find one price
     * @throws IllegalArgumentException that says what is wrong where: an operator sees it at the start
     */
    public static Prices of(Path file, RemoteStyles styles) {
        return YamlEntry.read(
                "the file of prices",
                file,
                Set.of("credits-per-dollar", "ask-from", "prices", "packages", "terms", "support"),
                root -> {
                    Prices prices = new Prices(
                            true,
                            root.number("credits-per-dollar", HIGHEST),
                            Optional.ofNullable(optionalNumber(root, "ask-from", Credits.MOST))
                                    .orElse(ASK_FROM),
                            rows(root),
                            packages(root),
                            texts(root, "terms"),
                            texts(root, "support"));
                    if (prices.creditsPerDollar.signum() == 0) {
                        throw new IllegalArgumentException("credits-per-dollar must be above zero");
                    }
                    Stream.concat(styles.all().stream(), styles.cutOut().stream())
                            .forEach(prices::of);
                    return prices;
                });
    }

    /** Whether anything costs anything. */
    public boolean areOn() {
        return on;
    }

    /** Whether a price is so high that its person is asked once more before they pay it. */
    public boolean isAskedAbout(BigDecimal price) {
        return price.compareTo(askFrom) >= 0;
    }

    /**
     * What a picture of a style, or a cut-out, costs its person: as its cheapest model does. That another has to make it is not
     * theirs to pay.
     *
     * @throws IllegalArgumentException if a model of it has no price, or two: what is not priced is not run
     */
    public BigDecimal of(RemoteStyle style) {
        return style.models().stream()
                .map(model -> of(service(style), style.id(), model))
                .min(BigDecimal::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("style " + style.id() + " has no model to price"));
    }

    /** Of what kind a picture is: {@code style} or {@code cut-out}. */
    public static String service(RemoteStyle style) {
        return style.id().equals(RemoteStyles.CUT_OUT) ? RemoteStyles.CUT_OUT : "style";
    }

    private BigDecimal of(String service, String style, RemoteModel model) {
        if (!on) {
            return Credits.NONE;
        }
        var priced = new Priced(service, style, model);
        List<PriceRow> matching =
                rows.stream().filter(row -> row.matches(priced)).toList();
        long most = matching.stream().mapToLong(PriceRow::specificity).max().orElse(-1);
        List<PriceRow> best =
                matching.stream().filter(row -> row.specificity() == most).toList();
        if (best.isEmpty()) {
            throw new IllegalArgumentException(priced.words() + " has no price");
        }
        if (best.size() > 1) {
            throw new IllegalArgumentException(priced.words() + " has two prices: no row says more than the other");
        }
        PriceRow row = best.getFirst();
        BigDecimal price =
                Credits.down(row.costOf(model).multiply(creditsPerDollar).multiply(row.factor()));
        if (price.compareTo(Credits.MOST) > 0) {
            throw new IllegalArgumentException(priced.words() + " costs more than " + Credits.MOST + " credits");
        }
        return price;
    }

    /** In the order in which they are offered. */
    public List<CreditPackage> packages() {
        return packages;
    }

    public Optional<CreditPackage> packageOf(String id) {
        return packages.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** What one US dollar is in credits: for the operator's sums. */
    public BigDecimal creditsPerDollar() {
        return creditsPerDollar;
    }

    /** The operator's terms of sale; empty for those that the bot has. */
    public Optional<String> terms(String language) {
        return text(terms, language);
    }

    /** How to reach the operator about a payment; empty for what the bot has. */
    public Optional<String> support(String language) {
        return text(support, language);
    }

    private static Optional<String> text(Map<String, String> texts, String language) {
        return Optional.ofNullable(texts.get(language)).or(() -> Optional.ofNullable(texts.get("en")));
    }

    private static List<PriceRow> rows(YamlEntry root) {
        List<PriceRow> rows = new ArrayList<>();
        for (Object read : root.list("prices")) {
            YamlEntry row = YamlEntry.of(
                    "row " + (rows.size() + 1) + " of prices",
                    read,
                    Set.of("service", "provider", "style", "model", "size", "cost", "factor"));
            String service = row.optional("service");
            if (service != null && !SERVICES.contains(service)) {
                throw new IllegalArgumentException(
                        row.what() + ": service " + service + " is neither style nor cut-out");
            }
            rows.add(new PriceRow(
                    service,
                    row.optional("provider"),
                    row.optional("style"),
                    row.optional("model"),
                    row.optional("size"),
                    optionalNumber(row, "cost", HIGHEST),
                    Optional.ofNullable(optionalNumber(row, "factor", HIGHEST)).orElse(BigDecimal.ONE)));
        }
        return rows;
    }

    private static @Nullable BigDecimal optionalNumber(YamlEntry row, String name, BigDecimal most) {
        return row.optional(name) == null ? null : row.number(name, most);
    }

    private static List<CreditPackage> packages(YamlEntry root) {
        List<CreditPackage> packages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object read : root.list("packages")) {
            YamlEntry one = YamlEntry.of("a package", read, Set.of("id", "credits", "stars"));
            String id = one.text("id");
            YamlEntry named = one.named("package " + id);
            if (!PACKAGE.matcher(id).matches() || !ids.add(id)) {
                throw new IllegalArgumentException(
                        named.what() + ": its id must be 1 to 20 small letters, digits and dashes, and no other's");
            }
            BigDecimal credits = named.number("credits", Credits.MOST);
            if (credits.signum() == 0 || credits.stripTrailingZeros().scale() > 2) {
                throw new IllegalArgumentException(named.what() + ": credits must be above zero, to the hundredth");
            }
            packages.add(new CreditPackage(id, credits.setScale(2), stars(named)));
        }
        if (packages.isEmpty() || packages.size() > MOST_PACKAGES) {
            throw new IllegalArgumentException("packages must be 1 to " + MOST_PACKAGES);
        }
        return packages;
    }

    private static int stars(YamlEntry named) {
        try {
            int stars = named.number("stars", BigDecimal.valueOf(MOST_STARS)).intValueExact();
            if (stars > 0) {
                return stars;
            }
        } catch (ArithmeticException broken) {
            throw new IllegalArgumentException(named.what() + ": stars must be whole", broken);
        }
        throw new IllegalArgumentException(named.what() + ": stars must be above zero");
    }

    private static Map<String, String> texts(YamlEntry root, String name) {
        Map<String, String> texts = new HashMap<>();
        root.map(name)
                .forEach((language, text) ->
                        texts.put(language, String.valueOf(text).strip()));
        if (!texts.isEmpty() && !texts.containsKey("en")) {
            throw new IllegalArgumentException(name + " must have en");
        }
        return texts;
    }
}
