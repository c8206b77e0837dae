package io.stickermill.contracts.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteStylesTest {

    private static final String GOOD = """
            styles:
              - id: clay
                titles: {en: Clay figure, ru: Пластилин}
                prompt: "A clay figure of it. {wish}"
                emoji: 🧸
                models:
                  - {provider: replicate, model: acme/clay, price: 0.04, inputs: {steps: 4}}
                  - {provider: gemini, model: gemini-2.5-flash-image, price: "0.039", picture-field: photo}
            """;

    @TempDir
    private Path folder;

    @Test
    void aStyleIsAsItsFileSays() throws Exception {
        RemoteStyle clay = read(GOOD).ofId("clay").orElseThrow();

        assertThat(clay.title("ru")).isEqualTo("Пластилин");
        assertThat(clay.title("de")).isEqualTo("Clay figure");
        assertThat(clay.models())
                .containsExactly(
                        new RemoteModel("replicate", "acme/clay", "image", Map.of("steps", 4), new BigDecimal("0.04")),
                        new RemoteModel(
                                "gemini", "gemini-2.5-flash-image", "photo", Map.of(), new BigDecimal("0.039")));
        assertThat(new RemoteStyleSettings("", true).read().all()).isEmpty();
    }

    /** It lies beside the file of styles. */
    @Test
    void aPreviewIsAFileThatIsThereAndSmall() throws Exception {
        String with = GOOD.replace("emoji: 🧸", "preview: clay.jpg");
        assertThatThrownBy(() -> read(with)).hasMessageContaining("style clay: preview can't be read");
        Path picture = folder.resolve("clay.jpg");
        Files.write(picture, new byte[300_000]);
        assertThatThrownBy(() -> read(with)).hasMessageContaining("more than 262144 bytes");

        Files.write(picture, new byte[3000]);

        assertThat(read(with).ofId("clay").orElseThrow().preview()).contains(picture);
        assertThat(read(GOOD).ofId("clay").orElseThrow().preview()).isEmpty();
    }

    @Test
    void whoCutsOutIsNoStyle() throws Exception {
        RemoteStyles styles = read("cut-out: {models: [{provider: remove-bg, model: auto, price: 0.2}]}\n" + GOOD);

        assertThat(styles.all()).hasSize(1);
        assertThat(styles.cutOut().orElseThrow().models().getFirst().provider()).isEqualTo("remove-bg");
        assertThat(styles.ofId("cut-out")).isEmpty();
        assertThat(read(GOOD).cutOut()).isEmpty();
    }

    @Test
    void theWishIsSaidWithoutWhatNobodySeesAndNotWhereItIsForbidden() throws Exception {
        RemoteStyle clay = read(GOOD).ofId("clay").orElseThrow();
        RemoteStyles free = new RemoteStyles(List.of(clay), true);

        assertThat(free.prompt(clay, "with\u0000a\u202e \n hat {wish}"))
                .isEqualTo("A clay figure of it. with a hat {wish}");
        assertThat(free.prompt(clay, null)).isEqualTo("A clay figure of it.");
        assertThat(free.prompt(clay, "😀".repeat(600)))
                .endsWith("😀".repeat(500))
                .doesNotContain("😀".repeat(501));
        assertThat(new RemoteStyles(List.of(clay), false).prompt(clay, "with a hat"))
                .isEqualTo("A clay figure of it.");
    }

    @ParameterizedTest
    @CsvSource({
        "'id: clay', 'id: comic', 'no style''s of the house'",
        "'id: clay', 'id: Clay!', 'small letters'",
        "'{en: Clay figure, ru: Пластилин}', '{ru: x}', 'titles must have en'",
        "'provider: gemini', 'provider: midjourney', 'midjourney is none of'",
        "'price: 0.04', 'price: cheap', 'price must be a number'",
        "'price: 0.04', 'price: -1', 'below zero'",
        "'price: 0.04', 'price: 1e9', 'above 1000'",
        "'emoji: 🧸', 'emoji: toy', 'not one emoji'",
        "'price: 0.04', 'cost: 0.04', 'a member cost'",
        "'Clay figure', ' ', 'title en must have'",
        "'Пластилин', 'Пластилин который намного длиннее чем влезает на кнопку', 'title ru must have'",
        "'prompt:', 'promt:', 'a member promt'",
        "'styles:', 'style:', 'a member style'",
        "'id: clay', 'id: cut-out', 'no style''s of the house'",
        "'styles:', 'cut-out: {models: []}\nstyles:', 'cut-out: models is empty'",
        "'- id', '-id', 'remote styles'",
        "'emoji: 🧸', 'emoji: !!javax.script.ScriptEngineManager []', 'remote styles'"
    })
    void whatIsWrongIsSaidWithItsPlace(String right, String wrong, String words) {
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("styles.yaml")
                .hasMessageContaining(words);
    }

    @Test
    void twoOfOneNameAndAFileThatIsNotThereAreRefused() {
        assertThatThrownBy(() -> read(GOOD + GOOD.substring(GOOD.indexOf('\n') + 1)))
                .hasMessageContaining("clay is there twice");
        assertThatThrownBy(() -> RemoteStyles.of(folder.resolve("none.yaml"), true))
                .hasMessageContaining("can't be read");
    }

    private RemoteStyles read(String yaml) throws IOException {
        Path file = folder.resolve("styles.yaml");
        Files.writeString(file, yaml);
        return RemoteStyles.of(file, true);
    }
}
