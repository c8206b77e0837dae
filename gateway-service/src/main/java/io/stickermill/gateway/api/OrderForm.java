package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.storage.ContentType;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/**
 * The form of an order. Read by us and not by the server, field by field as it arrives: what does not belong in it is named
 * at once, and nothing of it is in memory but the few words beside the photo.
 */
final class OrderForm implements AutoCloseable {

    static final String PHOTO = "photo";
    static final String CHAT_ID = "chat_id";
    static final String STYLE = "style";
    static final String OUTLINE = "outline";
    static final String TEXT = "text";
    static final String MODE = "mode";
    static final String TITLE = "title";

    /**
     * Which form it is.
     *
     * @param fields that it may have beside photos
     * @param photos that it has at most
     */
    record Shape(List<String> fields, int photos) {

        static final Shape STICKER = new Shape(List.of(CHAT_ID, STYLE, OUTLINE, TEXT, MODE), 1);

        static final Shape SET = new Shape(List.of(CHAT_ID, TITLE, STYLE, OUTLINE, MODE), StickerSetOrders.MOST);
    }

    /** What stickers are made of. */
    private static final Set<ContentType> TAKEN = EnumSet.of(ContentType.JPEG, ContentType.PNG, ContentType.WEBP);

    /** The longest field is a text of 200 characters, however they are written. */
    private static final int LONGEST_FIELD = 8 * 1024;

    private final Map<String, String> fields = new HashMap<>();
    private final List<SpooledPhoto> photos = new ArrayList<>();
    private final Shape shape;

    private OrderForm(Shape shape) {
        this.shape = shape;
    }

    /**
     * Reads a form to its end.
     *
     * @param body of the request
     * @throws org.springframework.web.ErrorResponseException that says what is wrong with it
     */
    static OrderForm read(HttpServletRequest request, InputStream body, Shape shape, DataSize largestPhoto)
            throws IOException {
        OrderForm form = new OrderForm(shape);
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new Arriving(request, body));
            while (parts.hasNext()) {
                form.add(parts.next(), largestPhoto);
            }
            return form;
        } catch (SpooledPhoto.NoRoom e) {
            form.close();
            var full = Problems.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    Duration.ofMinutes(1),
                    "There is no room for the photo on our disk. Send the same request again later.");
            full.initCause(e);
            throw full;
        } catch (IOException e) {
            form.close();
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "The body can't be read as multipart/form-data: it ends early, or has no boundary.");
        } catch (RuntimeException e) {
            form.close();
            throw e;
        }
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The only one, of a form that takes no more. */
    SpooledPhoto photo() {
        return photos().getFirst();
    }

    /** One or more images, none of them empty; in the order in which they came. */
    List<SpooledPhoto> photos() {
        if (photos.isEmpty()) {
            throw missing(PHOTO);
        }
        for (SpooledPhoto photo : photos) {
            String which = shape.photos() == 1 ? "The photo" : "Photo " + (photos.indexOf(photo) + 1);
            if (photo.length() == 0) {
                throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, which + " is empty.");
            }
            if (!TAKEN.contains(ContentType.of(photo.head(ContentType.HEAD)))) {
                throw Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, which + " must be a JPEG, PNG or WebP file.");
            }
        }
        return photos;
    }

    String required(String name) {
        return field(name).orElseThrow(() -> missing(name));
    }

    private static RuntimeException missing(String name) {
        return Problems.of(HttpStatus.BAD_REQUEST, "The form has no field " + name + ".");
    }

    private void add(FileItemStream part, DataSize largestPhoto) throws IOException {
        String name = String.valueOf(part.getFieldName());
        // Not closed: that would read the rest of what is refused.
        InputStream content = part.openStream();
        if (name.equals(PHOTO)) {
            if (photos.size() == shape.photos()) {
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        shape.photos() == 1
                                ? "The form has a second photo; send one request for each sticker."
                                : "The form has more than " + shape.photos() + " photos.");
            }
            photos.add(SpooledPhoto.of(new PhotoLimit(content, largestPhoto)));
            return;
        }
        if (!shape.fields().contains(name)) {
            throw Problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "The form has a field \"" + shown(name) + "\", which is not known here; known are " + PHOTO + ", "
                            + String.join(", ", shape.fields()) + ".");
        }
        byte[] value = content.readNBytes(LONGEST_FIELD + 1);
        if (value.length > LONGEST_FIELD) {
            throw Problems.of(HttpStatus.CONTENT_TOO_LARGE, name + " is longer than " + LONGEST_FIELD + " bytes.");
        }
        if (fields.put(name, text(name, value)) != null) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "The form has the field " + name + " twice.");
        }
    }

    private static String text(String name, byte[] value) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, name + " must be UTF-8.");
        }
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(name.length(), 40)).replaceAll("[\\p{C}\"\\\\]", "?");
    }

    @Override
    public void close() {
        photos.forEach(SpooledPhoto::close);
    }

    /** The photo's own part of the body, which has less than the whole. */
    private static final class PhotoLimit extends java.io.FilterInputStream {

        private final DataSize largest;
        private long read;

        PhotoLimit(InputStream photo, DataSize largest) {
            super(photo);
            this.largest = largest;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            read += Math.max(0, count);
            if (read > largest.toBytes()) {
                throw Problems.of(
                        HttpStatus.CONTENT_TOO_LARGE, "The photo is larger than " + largest.toMegabytes() + " MB.");
            }
            return count;
        }
    }

    private record Arriving(HttpServletRequest request, InputStream body) implements UploadContext {

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }

        @Override
        public String getCharacterEncoding() {
            return UTF_8.name();
        }

        @Override
        public @Nullable String getContentType() {
            return request.getContentType();
        }

        @Override
        public InputStream getInputStream() {
            return body;
        }
    }
}
