package io.stickermill.contracts.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stickermill.contracts.library.LibraryLinks.Guest;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryLinksTest {

    private static final URI PAGE = URI.create("https://stickers.example.org/library/");
    private static final String SECRET = "a secret of more than thirty-two characters";

    private final LibraryLinks links = new LibrarySettings(PAGE, SECRET).links().orElseThrow();
    private final Guest guest = new Guest(
            UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539"), 4242, "ru", Instant.ofEpochSecond(1_800_000_000));

    @Test
    void aLinkSaysWhoIsLetInAndKeepsItFromEveryServer() {
        URI link = URI.create(links.link(guest));

        assertThat(link.getQuery()).isNull();
        assertThat(link.getFragment()).startsWith("link=");
        assertThat(links.read(link.getFragment().substring("link=".length()))).contains(guest);
    }

    @ParameterizedTest
    @CsvSource({
        "4242, 4243",
        "ru, en",
        "1800000000, 1900000000",
        "85aeab7b, 85aeab7c",
        "1.85, 2.85",
        "'.ru.', '.ru.ru.'"
    })
    void whatIsChangedInItLetsNobodyIn(String part, String other) {
        String value = links.value(guest);
        assertThat(value).contains(part);

        assertThat(links.read(value.replace(part, other))).isEmpty();
    }

    @Test
    void anotherSecretsLinkLetsNobodyIn() {
        LibraryLinks others = new LibrarySettings(PAGE, SECRET + "!").links().orElseThrow();

        assertThat(links.read(others.value(guest))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1", "1.2.3.4.5", "....."})
    void whatIsNoLinkLetsNobodyIn(String value) {
        assertThat(links.read(value)).isEmpty();
    }

    @Test
    void thereIsNoPageWithoutAnAddressAndASecret() {
        assertThat(new LibrarySettings(null, null).links()).isEmpty();
        assertThat(new LibrarySettings(URI.create(""), " ").links()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new LibrarySettings(PAGE, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new LibrarySettings(null, SECRET));
        assertThatIllegalArgumentException().isThrownBy(() -> new LibrarySettings(PAGE, "short"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a/library/",
                "https://a/",
                "https://a/bot/library/",
                "https://a/library/?x=1",
                "https://a/library/#x",
                "library/"
            })
    void anAddressThatCantBeThePageIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LibrarySettings(URI.create(url), SECRET))
                .withMessageContaining("STICKERMILL_LIBRARY_URL");
    }

    @Test
    void theSecretStandsInNoText() {
        assertThat(new LibrarySettings(PAGE, SECRET).toString()).doesNotContain(SECRET);
    }
}
