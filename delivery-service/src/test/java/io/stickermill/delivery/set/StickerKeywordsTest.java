package io.stickermill.delivery.set;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StickerKeywordsTest {

    @Test
    void theWordsOfATextAreItsKeywords() {
        assertThat(StickerKeywords.of("Monday, again: MONDAY!")).containsExactly("monday", "again");
        assertThat(StickerKeywords.of("С понедельником ☕")).containsExactly("с", "понедельником");
        assertThat(StickerKeywords.of(null)).isEmpty();
        assertThat(StickerKeywords.of("!?")).isEmpty();
    }

    @Test
    void noMoreThanTelegramTakes() {
        var words = StickerKeywords.of("a b c d e f g h i j k l m n o p q r s t u v w x y z");
        assertThat(words).hasSize(20);
        var longWords = StickerKeywords.of("x".repeat(65) + " " + "y".repeat(60) + " zzz " + "v".repeat(10));
        assertThat(longWords).containsExactly("y".repeat(60));
        assertThat(StickerKeywords.split(StickerKeywords.joined(words))).isEqualTo(words);
        assertThat(StickerKeywords.split(StickerKeywords.joined(StickerKeywords.of(""))))
                .isEmpty();
    }
}
