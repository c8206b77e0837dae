package io.stickermill.history.library;

import io.stickermill.platform.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page's own files, which are the same for everybody. */
@Controller
class LibraryPage {

    private static final Pattern NAME = Pattern.compile("[a-z-]+\\.([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    @GetMapping("/library")
    ResponseEntity<Void> redirect() {
        return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
                .location(URI.create("/library/"))
                .build();
    }

    @GetMapping("/library/")
    ResponseEntity<byte[]> page() throws IOException {
        return file("index.html");
    }

    /** The name holds no slash and one dot, so that it can't leave the folder. */
    @GetMapping("/library/page/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) throws IOException {
        Matcher parts = NAME.matcher(name);
        String type = parts.matches() ? TYPES.get(parts.group(1)) : null;
        try (InputStream file = type == null ? null : LibraryPage.class.getResourceAsStream("page/" + name)) {
            if (type == null || file == null) {
                throw Problems.of(HttpStatus.NOT_FOUND, "The library page has no such file.");
            }
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(type))
                    // A newer version may have other files.
                    .cacheControl(CacheControl.noCache())
                    .body(file.readAllBytes());
        }
    }
}
