package io.stickermill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void isTheVersion5OfTheRfc() {
        // RFC 9562, appendix A.4: the namespace for DNS names and "www.example.com".
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        UUID id = Ids.version5(dns, "www.example.com");

        assertThat(id).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void sameCauseSameId() {
        assertThat(Ids.jobOfMessage(7, -100, 3)).isEqualTo(Ids.jobOfMessage(7, -100, 3));
        assertThat(Ids.jobOfMessage(7, -100, 3)).isNotEqualTo(Ids.jobOfMessage(7, -100, 4));
    }

    /** Rows and objects are stored under these: a changed name would make each of them a stranger. */
    @Test
    void idsStayWhatTheyWere() {
        assertThat(Ids.jobOfMessage(7, -100, 3)).hasToString("7de9f48a-0cb3-5ff6-b5fd-da805a5224d1");
    }

    @Test
    void kindsNeverMeet() {
        UUID cause = Ids.jobOfMessage(1, 2, 3);

        assertThat(List.of(
                        cause,
                        Ids.jobOfButton(1, 2, 3, "again"),
                        Ids.jobOfRequest("1", "2/3"),
                        Ids.sticker(cause, 0),
                        Ids.session(cause),
                        Ids.user(1, 2),
                        Ids.reply(cause, "0")))
                .doesNotHaveDuplicates();
    }

    @Test
    void clientAndKeyOfARequestAreNotConfused() {
        assertThat(Ids.jobOfRequest("a/b", "c")).isNotEqualTo(Ids.jobOfRequest("a", "b/c"));
    }
}
