package io.stickermill.delivery.set;

import com.pengrad.telegrambot.request.AbstractUploadRequest;
import com.pengrad.telegrambot.response.BaseResponse;

/** Bot API's {@code setStickerSetThumbnail}. The library's own request is of another one's type and fits no client. */
final class SetThumbnail extends AbstractUploadRequest<SetThumbnail, BaseResponse> {

    private static final long serialVersionUID = 1;

    /** @param webp 100 by 100 pixels, at most 128 kB */
    SetThumbnail(String name, long owner, byte[] webp) {
        super(BaseResponse.class, "thumbnail", webp);
        add("name", name);
        add("user_id", owner);
        add("format", "static");
    }

    @Override
    public String getMethod() {
        return "setStickerSetThumbnail";
    }

    @Override
    public String getFileName() {
        return "picture.webp";
    }

    @Override
    public String getContentType() {
        return "image/webp";
    }
}
