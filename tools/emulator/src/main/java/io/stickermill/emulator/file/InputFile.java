package io.stickermill.emulator.file;

import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.api.Upload;

/** The file in a send: bytes that come with it, or one that the bot already knows. */
public sealed interface InputFile {
    record New(Upload upload) implements InputFile {}

    record Known(StoredFile file) implements InputFile {}

    /**
     * The file that the request names or carries.
     *
     * @param field the method's field, which is named after the kind of file
     * @throws Refusal if there is none, it is empty or not known, or was sent as another kind
     */
    static InputFile of(ApiRequest request, String field, FileKind kind, FileStore files) {
        Upload upload = request.upload(field);
        if (upload != null) {
            if (upload.size() == 0) {
                throw Refusal.badRequest("file must be non-empty");
            }
            return new New(upload);
        }
        String value = request.text(field);
        if (value.isEmpty() || value.startsWith("attach://")) {
            throw Refusal.badRequest("there is no " + field + " in the request");
        }
        if (value.startsWith("http://") || value.startsWith("https://")) {
            throw Refusal.notEmulated("files by URL");
        }
        StoredFile known =
                files.find(value).orElseThrow(() -> Refusal.badRequest("wrong file identifier/HTTP URL specified"));
        if (known.kind() != kind) {
            throw Refusal.badRequest("can't use file of type " + known.kind().title() + " as " + kind.title());
        }
        return new Known(known);
    }
}
