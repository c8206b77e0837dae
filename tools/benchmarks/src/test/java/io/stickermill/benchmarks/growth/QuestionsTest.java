package io.stickermill.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionsTest {

    @Test
    void aQuestionHasTheSameNameWhicheverRowIsAskedFor() {
        assertThat(Questions.name("/v1/users/" + GrownTables.id("user", 5) + "/stickers"))
                .isEqualTo(Questions.name("/v1/users/" + GrownTables.id("user", 6) + "/stickers"))
                .isEqualTo("/v1/users/ID/stickers");
        assertThat(Questions.name("/v1/packs?after=2026-11-09T12:00:00.123Z_" + GrownTables.id("user", 5)))
                .isEqualTo("/v1/packs?after=TIME_ID");
        assertThat(Questions.name("/v1/intake/quota/50?daily=7")).isEqualTo("/v1/intake/quota/N?daily=7");
    }

    @Test
    void idsAreThoseOfTheTables() {
        // select md5('user' || 5)::uuid
        assertThat(GrownTables.id("user", 5)).hasToString("0a791842-f52a-0acf-bb3a-783378c066b8");
    }
}
