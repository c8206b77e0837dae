package io.stickermill.emulator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseModeTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @BeforeEach
    void aChat() {
        emulator.telegram().says(7, "hi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            HTML       § a <b>b</b> c                      § a b c    § bold 2+1
            HTML       § <b>x<i>y</i></b>                  § xy       § bold 0+2, italic 1+1
            HTML       § &lt;b&gt; &amp; &quot; &#65;&#x42; &nbsp; § <b> & " AB &nbsp; § none
            HTML       § <a href="https://e.example/?a=1&amp;b=2">go</a> § go § text_link 0+2 https://e.example/?a=1&b=2
            HTML       § <a href="javascript:alert(1)">go</a> § go    § none
            HTML       § <pre><code class="language-java">x</code></pre> § x § pre 0+1 java
            HTML       § <span class="tg-spoiler">x</span> § x        § spoiler 0+1
            HTML       § <blockquote expandable>x</blockquote> § x    § expandable_blockquote 0+1
            HTML       § 😀<B>b</B>                        § 😀b      § bold 2+1
            HTML       § '  <b> b</b> '                    § b        § bold 0+1
            MarkdownV2 § a *b* c                           § a b c    § bold 2+1
            MarkdownV2 § _i_ __u__ ~s~ ||p||               § i u s p  § italic 0+1, underline 2+1, strikethrough 4+1, spoiler 6+1
            MarkdownV2 § *b _i_*                           § b i      § bold 0+3, italic 2+1
            MarkdownV2 § 1\\.5 \\*no\\*                    § 1.5 *no* § none
            MarkdownV2 § [go](https://e.example/\\))       § go       § text_link 0+2 https://e.example/)
            MarkdownV2 § `a*b` 😀                          § a*b 😀   § code 0+3
            MarkdownV2 § >quote                            § quote    § blockquote 0+5
            """)
    void markUpBecomesEntities(String mode, String source, String text, String entities) {
        JsonNode message = send(mode, source).result();
        assertThat(message.get("text").asText()).isEqualTo(text);
        assertThat(String.join(
                        ", ",
                        message.path("entities")
                                .valueStream()
                                .map(ParseModeTest::words)
                                .toList()))
                .isEqualTo(entities.equals("none") ? "" : entities);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            HTML       § é<b>x                  § Can't find end tag corresponding to start tag "b"
            HTML       § é<b>x</i>              § Unmatched end tag at byte offset 6, expected "</b>", found "</i>"
            HTML       § é<h1>x</h1>            § Unsupported start tag "h1" at byte offset 2
            HTML       § x</b>                  § Unexpected end tag at byte offset 1
            HTML       § 2 <b                   § Unclosed start tag at byte offset 2
            MarkdownV2 § é*x                    § Can't find end of Bold entity at byte offset 2
            MarkdownV2 § Hi!                    § Character '!' is reserved and must be escaped with the preceding '\\'
            MarkdownV2 § a.b                    § Character '.' is reserved and must be escaped with the preceding '\\'
            MarkdownV2 § é[x](http://e          § Can't find end of a URL at byte offset 5
            MarkdownV2 § _a *b_ c*              § Can't find end of Bold entity at byte offset 8
            """)
    void brokenMarkUpIsRefusedInTelegramsWords(String mode, String source, String words) {
        send(mode, source).isRefused(400, "Bad Request: can't parse entities: " + words);
    }

    @Test
    void aPreWithALanguage() {
        FormattedText parsed = MarkdownText.parse("```java\nint x = 1;\n```");
        assertThat(parsed.text()).isEqualTo("int x = 1;\n");
        assertThat(parsed.entities().getFirst().extra()).containsEntry("language", "java");
    }

    @Test
    void nothingMakesAParserFailOtherwise() {
        var random = new java.util.Random(42);
        String alphabet = "<>/&;#bia =\"'*_~|`[]()!\\>\n.x😀pre";
        for (int run = 0; run < 20_000; run++) {
            StringBuilder source = new StringBuilder();
            for (int i = random.nextInt(25); i > 0; i--) {
                source.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (boolean html : new boolean[] {true, false}) {
                try {
                    FormattedText parsed = (html
                                    ? HtmlText.parse(source.toString())
                                    : MarkdownText.parse(source.toString()))
                            .stripped();
                    for (FormattedText.Entity entity : parsed.entities()) {
                        assertThat(entity.offset() + entity.length())
                                .as(source.toString())
                                .isLessThanOrEqualTo(parsed.text().length());
                    }
                } catch (Refusal refusal) {
                    assertThat(refusal.description()).startsWith("Bad Request: can't parse entities: ");
                }
            }
        }
        assertThatThrownBy(() -> HtmlText.parse("<")).isInstanceOf(Refusal.class);
    }

    private Reply send(String mode, String text) {
        return emulator.telegram()
                .bot(
                        "sendMessage",
                        Json.object().put("chat_id", 7).put("text", text).put("parse_mode", mode));
    }

    private static String words(JsonNode entity) {
        String extra = entity.path("url").asText() + entity.path("language").asText();
        return (entity.get("type").asText() + " " + entity.get("offset") + "+" + entity.get("length") + " " + extra)
                .strip();
    }
}
