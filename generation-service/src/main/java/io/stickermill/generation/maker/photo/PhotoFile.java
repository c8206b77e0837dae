package io.stickermill.generation.maker.photo;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** A picture's file, taken apart without decoding pixels. */
sealed interface PhotoFile permits JpegPhoto, PngPhoto, WebpPhoto {

    PhotoHeader header();

    /** Whether it has no colours: a profile of one channel is meant for such. */
    boolean isGrey();

    /** The ICC profile as it stands in the file; empty without one. */
    byte[] profile();

    /** Of a still picture one; of an animation all, in their order. Each can be decoded by itself. */
    List<Frame> frames();

    static PhotoFile read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        if (photo.length == 0) {
            throw new UnusablePhoto(Reason.EMPTY_FILE, "no bytes");
        }
        try {
            FileType type = FileTypeDetector.detectFileType(new ByteArrayInputStream(photo));
            return switch (type) {
                case Jpeg -> JpegPhoto.read(photo, limits);
                case Png -> PngPhoto.read(photo, limits);
                case WebP -> WebpPhoto.read(photo, limits);
                case Unknown ->
                    throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "no known image: " + photo.length + " bytes");
                default -> throw new UnusablePhoto(Reason.UNSUPPORTED_FORMAT, type.getName());
            };
        } catch (IOException | RuntimeException damaged) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "damaged header: " + damaged.getMessage());
        }
    }
}
