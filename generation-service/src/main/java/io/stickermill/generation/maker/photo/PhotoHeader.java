package io.stickermill.generation.maker.photo;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngHeader;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a file says of itself, read without decoding pixels and without believing any length that it claims. Nothing native.
 *
 * @param width in pixels, before the orientation is applied
 * @param height in pixels, before the orientation is applied
 * @param decodedBytes memory that its pixels take while they are decoded
 */
public record PhotoHeader(Format format, int width, int height, long decodedBytes, Orientation orientation) {

    public enum Format {
        JPEG,
        PNG,
        WEBP
    }

    /** The first chunk is IHDR, its 13 bytes after the signature, a length and a name (PNG specification, 5.6). */
    private static final int IHDR_START = 16;

    private static final int IHDR_END = IHDR_START + 13;

    /** @throws UnusablePhoto if it is no picture that can be decoded within these limits */
    public static PhotoHeader read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        if (photo.length == 0) {
            throw new UnusablePhoto(Reason.EMPTY_FILE, "no bytes");
        }
        PhotoHeader header;
        try {
            FileType type = FileTypeDetector.detectFileType(new ByteArrayInputStream(photo));
            header = switch (type) {
                case Jpeg -> jpeg(photo);
                case Png -> png(photo);
                case WebP -> webp(photo);
                case Unknown ->
                    throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "no known image: " + photo.length + " bytes");
                default -> throw new UnusablePhoto(Reason.UNSUPPORTED_FORMAT, type.getName());
            };
        } catch (IOException | ImageProcessingException | MetadataException | RuntimeException damaged) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "damaged header: " + damaged.getMessage());
        }
        limits.check(header.width, header.height);
        return header;
    }

    private static PhotoHeader jpeg(byte[] photo)
            throws IOException, ImageProcessingException, MetadataException, UnusablePhoto {
        var metadata = JpegMetadataReader.readMetadata(
                new ByteArrayInputStream(photo), List.of(new JpegReader(), new ExifReader()));
        var frame = metadata.getFirstDirectoryOfType(JpegDirectory.class);
        if (frame == null) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a JPEG without a frame header");
        }
        int width = frame.getImageWidth();
        int height = frame.getImageHeight();
        // All coefficients of a progressive one, two bytes each, beside the pixels.
        int bytes = 3 + 2 * frame.getNumberOfComponents();
        return new PhotoHeader(Format.JPEG, width, height, bytes * (long) width * height, orientation(metadata));
    }

    private static PhotoHeader png(byte[] photo) throws ImageProcessingException, UnusablePhoto {
        if (photo.length < IHDR_END) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a PNG of " + photo.length + " bytes");
        }
        var ihdr = new PngHeader(Arrays.copyOfRange(photo, IHDR_START, IHDR_END));
        int width = ihdr.getImageWidth();
        int height = ihdr.getImageHeight();
        int bytes = 4 * (ihdr.getBitsPerSample() == 16 ? 2 : 1);
        return new PhotoHeader(Format.PNG, width, height, bytes * (long) width * height, pngOrientation(photo));
    }

    private static Orientation pngOrientation(byte[] photo) {
        var metadata = new Metadata();
        try {
            var chunks = new PngChunkReader().extract(new SequentialByteArrayReader(photo), Set.of(PngChunkType.eXIf));
            for (PngChunk exif : chunks) {
                new ExifReader().extract(new ByteArrayReader(exif.getBytes()), metadata);
            }
        } catch (IOException | ImageProcessingException damaged) {
            // The decoder has the last word on the pixels; without its EXIF a picture is upright.
            return Orientation.UPRIGHT;
        }
        return orientation(metadata);
    }

    private static PhotoHeader webp(byte[] photo)
            throws IOException, ImageProcessingException, MetadataException, UnusablePhoto {
        var metadata = new Metadata();
        new RiffReader().processRiff(new SequentialByteArrayReader(photo), new WebpRiffHandler(metadata));
        for (Directory canvas : metadata.getDirectoriesOfType(WebpDirectory.class)) {
            if (canvas.containsTag(WebpDirectory.TAG_IMAGE_WIDTH)) {
                int width = canvas.getInt(WebpDirectory.TAG_IMAGE_WIDTH);
                int height = canvas.getInt(WebpDirectory.TAG_IMAGE_HEIGHT);
                return new PhotoHeader(Format.WEBP, width, height, 4L * width * height, orientation(metadata));
            }
        }
        throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a WebP without a canvas");
    }

    private static Orientation orientation(Metadata metadata) {
        var ifd0 = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        var tag = ifd0 == null ? null : ifd0.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return tag == null ? Orientation.UPRIGHT : Orientation.ofExif(tag);
    }
}
