package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

class OrderFormTest {

    private static final DataSize LARGEST = DataSize.ofMegabytes(20);
    /** As far as it is looked at here. */
    private static final String WEBP = "RIFFsizeWEBP";

    private static final String PHOTO = "name=\"photo\"; filename=\"a.jpg\"";

    @Test
    void whatIsSentIsWhatIsRead() throws Exception {
        try (OrderForm form = read(part("name=\"chat_id\"", "7"), part(PHOTO, WEBP), part("name=\"text\"", "Привет"))) {
            assertThat(form.required(OrderForm.CHAT_ID)).isEqualTo("7");
            assertThat(form.field(OrderForm.TEXT)).hasValue("Привет");
            assertThat(form.field(OrderForm.STYLE)).isEmpty();
            assertThat(form.photo().length()).isEqualTo(WEBP.length());
            assertThat(form.photo().fromTheBeginning().readAllBytes()).isEqualTo(WEBP.getBytes(UTF_8));
            assertThat(form.photo().fromTheBeginning().readAllBytes())
                    .as("once more")
                    .hasSize(WEBP.length());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'name=\"colour\"', 422, \"colour\"",
        "'name=\"цвет\"', 422, \"цвет\"",
        "'name=\"photo\"; filename=\"b.jpg\"', 422, second photo",
        "'name=\"chat_id\"', 422, chat_id twice"
    })
    void whatDoesNotBelongInItIsNamed(String field, int status, String words) {
        assertThatThrownBy(() -> read(part("name=\"chat_id\"", "7"), part(PHOTO, "a photo"), part(field, "x")))
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(status);
                    assertThat(refused.getBody().getDetail()).contains(words);
                });
    }

    @Test
    void wordsThatAreNotUtf8AreRefusedAndNotGuessed() {
        assertThatThrownBy(() -> read(
                        stream("--limit\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"),
                        new ByteArrayInputStream(new byte[] {(byte) 0xcf, (byte) 0xf0}),
                        stream("\r\n--limit--\r\n")))
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(422);
                    assertThat(refused.getBody().getDetail()).isEqualTo("text must be UTF-8.");
                });
    }

    @Test
    void aLongFieldIsNotReadToItsEnd() {
        CountingStream endless = new CountingStream(Long.MAX_VALUE);
        assertThatThrownBy(
                        () -> read(stream("--limit\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"), endless))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(413));
        assertThat(endless.read).isLessThan(100_000);
    }

    /** Eight at once were the gateway's end: each was in memory several times over. */
    @Test
    void aPhotoOnItsWayTakesNoMemoryOfItsSize() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        read(part(PHOTO, "so that classes are loaded")).close();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");

        long before = threads.getCurrentThreadAllocatedBytes();
        try (OrderForm form = read(
                stream("--limit\r\nContent-Disposition: form-data; " + PHOTO + "\r\n\r\n" + WEBP),
                new CountingStream(15_000_000),
                stream("\r\n--limit--\r\n"))) {
            assertThat(form.photo().length()).isEqualTo(15_000_000 + WEBP.length());
            form.photo().addTo(digest);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    }

    private static OrderForm read(String... parts) throws IOException {
        return read(stream(String.join("", parts) + "--limit--\r\n"));
    }

    private static OrderForm read(InputStream... body) throws IOException {
        var request = new MockHttpServletRequest("POST", "/v1/stickers");
        request.setContentType("multipart/form-data; boundary=limit");
        return OrderForm.read(
                request,
                new SequenceInputStream(Collections.enumeration(List.of(body))),
                OrderForm.Shape.STICKER,
                LARGEST);
    }

    private static String part(String disposition, String content) {
        return "--limit\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class CountingStream extends InputStream {

        private final long length;
        private long read;

        CountingStream(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return read++ < length ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (read >= length) {
                return -1;
            }
            int some = (int) Math.min(count, length - read);
            Arrays.fill(into, offset, offset + some, (byte) 'x');
            read += some;
            return some;
        }
    }
}
