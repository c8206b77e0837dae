package io.stickermill.contracts.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private static final String PACKAGES = "packages: [{id: small, credits: 100, stars: 75}]\n";

    @TempDir
    private Path folder;

    @Test
    void aPictureCostsWhatItsModelCostsTimesTheFactor() throws Exception {
        Prices prices = read("credits-per-dollar: 100\nprices: [{factor: 1.5}]\n" + PACKAGES);

        assertThat(prices.areOn()).isTrue();
        assertThat(prices.of(style("clay", model("replicate", "a/b", "0.05")))).isEqualTo("7.50");
        assertThat(prices.packages()).containsExactly(new CreditPackage("small", new BigDecimal("100.00"), 75));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 1.5, 7.50", "0.02819, 1, 2.81", "0.00999, 1, 0.99", "0.0000999, 1, 0.00", "0, 9, 0.00"})
    void aPriceIsRoundedDown(String cost, String factor, String price) throws Exception {
        Prices prices =
                read("credits-per-dollar: 100\nprices: [{cost: %s, factor: %s}]\n".formatted(cost, factor) + PACKAGES);

        assertThat(prices.of(style("clay", model("kie", "m", "99")))).isEqualTo(price);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 9.99, false",
        "'', 10, true",
        "ask-from: 0.5, 0.50, true",
        "ask-from: 0.5, 0.49, false",
        "ask-from: 0, 0.01, true"
    })
    void whatCostsMuchIsAskedAbout(String line, BigDecimal price, boolean isAsked) throws Exception {
        Prices prices = read("credits-per-dollar: 100\nprices: [{factor: 1}]\n" + PACKAGES + line);

        assertThat(prices.isAskedAbout(price)).isEqualTo(isAsked);
    }

    @Test
    void theRowThatSaysMoreIsMeant() throws Exception {
        Prices prices = read("""
                credits-per-dollar: 1
                prices:
                  - {cost: 1}
                  - {service: style, cost: 2}
                  - {service: style, provider: fal, cost: 3}
                  - {service: style, provider: fal, style: clay, cost: 4}
                  - {service: style, provider: fal, style: clay, model: m, cost: 5}
                  - {service: style, provider: fal, style: clay, model: m, size: 2K, cost: 6}
                """ + PACKAGES);

        assertThat(prices.of(style("cut-out", model("fal", "m", "9")))).isEqualTo("1.00");
        assertThat(prices.of(style("plush", model("kie", "m", "9")))).isEqualTo("2.00");
        assertThat(prices.of(style("plush", model("fal", "m", "9")))).isEqualTo("3.00");
        assertThat(prices.of(style("clay", model("fal", "n", "9")))).isEqualTo("4.00");
        assertThat(prices.of(style("clay", model("fal", "m", "9")))).isEqualTo("5.00");
        var large = new RemoteModel("fal", "m", "image", Map.of("size", "2K"), BigDecimal.ONE);
        assertThat(prices.of(style("clay", large))).isEqualTo("6.00");
    }

    @Test
    void aStyleCostsAsItsCheapestModelDoes() throws Exception {
        Prices prices = read("credits-per-dollar: 100\nprices: [{factor: 1}]\n" + PACKAGES);

        assertThat(prices.of(style("clay", model("replicate", "dear", "0.08"), model("gemini", "cheap", "0.039"))))
                .isEqualTo("3.90");
    }

    static List<RemoteStyle> everyProvidersStyles() {
        List<RemoteStyle> styles = new ArrayList<>();
        for (String provider : RemoteStyles.PROVIDERS) {
            styles.add(style("clay", model(provider, "m", "0.04")));
            styles.add(style(RemoteStyles.CUT_OUT, model(provider, "m", "0.04")));
        }
        return styles;
    }

    /** What is not priced can't be run: with prices on there is no start without them. */
    @ParameterizedTest
    @MethodSource("everyProvidersStyles")
    void thereIsNoStartWithAModelThatHasNoPrice(RemoteStyle style) throws Exception {
        RemoteModel model = style.models().getFirst();
        String service = Prices.service(style);
        String models = "models: [{provider: %s, model: m, price: 0.04}]".formatted(model.provider());
        String file = service.equals(RemoteStyles.CUT_OUT)
                ? "cut-out: {" + models + "}"
                : "styles: [{id: clay, titles: {en: Clay}, prompt: clay, " + models + "}]";
        RemoteStyles styles = RemoteStyles.of(Files.writeString(folder.resolve("styles.yaml"), file), true);
        String head = "credits-per-dollar: 100\n" + PACKAGES;

        assertThat(read(head + "prices: [{service: %s, provider: %s}]".formatted(service, model.provider()), styles)
                        .of(style))
                .isEqualTo("4.00");
        assertThatThrownBy(() -> read(head + "prices: [{provider: another}]", styles))
                .hasMessageContaining("%s %s by %s m has no price".formatted(service, style.id(), model.provider()));
        assertThatThrownBy(() -> read(
                        head + "prices: [{service: %s}, {provider: %s}]".formatted(service, model.provider()), styles))
                .hasMessageContaining("has two prices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credits-per-dollar: 0",
                "credits-per-dollar: .nan",
                "credits-per-dollar: many",
                "ask-from: -1",
                "ask-from: .inf",
                "prices: [{factor: -1}]",
                "prices: [{factor: 1e-99}]",
                "prices: [{service: sheet}]",
                "prices: [{colour: red}]",
                "packages: []",
                "packages: [{id: Big One, credits: 1, stars: 1}]",
                "packages: [{id: a, credits: 1, stars: 1}, {id: a, credits: 2, stars: 2}]",
                "packages: [{id: a, credits: 1.001, stars: 1}]",
                "packages: [{id: a, credits: 0, stars: 1}]",
                "packages: [{id: a, credits: 1, stars: 1.5}]",
                "packages: [{id: a, credits: 1, stars: 0}]",
                "packages: [{id: a, credits: 1, stars: 10001}]",
                "terms: {ru: Условия}",
                "colour: red"
            })
    void aMistakeInTheFileIsNamed(String line) throws Exception {
        StringBuilder file = new StringBuilder(line).append('\n');
        for (String usual : List.of("credits-per-dollar: 100", PACKAGES)) {
            if (!line.startsWith(usual.split(":", 2)[0])) {
                file.append(usual).append('\n');
            }
        }

        assertThatThrownBy(() -> read(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("in the file of prices " + folder.resolve("prices.yaml"));
    }

    @Test
    void withoutAFileNothingCostsAnything() {
        Prices off = new PriceSettings("").read(RemoteStyles.NONE);

        assertThat(off.areOn()).isFalse();
        assertThat(off.of(style("clay", model("fal", "m", "5")))).isEqualTo("0.00");
    }

    private Prices read(String yaml) throws IOException {
        return read(yaml, RemoteStyles.NONE);
    }

    private Prices read(String yaml, RemoteStyles styles) throws IOException {
        return Prices.of(Files.writeString(folder.resolve("prices.yaml"), yaml), styles);
    }

    private static RemoteStyle style(String id, RemoteModel... models) {
        return new RemoteStyle(id, Map.of("en", id), "", Optional.empty(), Optional.empty(), List.of(models));
    }

    private static RemoteModel model(String provider, String model, String price) {
        return new RemoteModel(provider, model, "image", Map.of(), new BigDecimal(price));
    }
}
