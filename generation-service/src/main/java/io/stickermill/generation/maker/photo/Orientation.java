package io.stickermill.generation.maker.photo;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How the camera was held, by EXIF's tag 0x0112 (CIPA DC-008, 4.6.4). Applied here and not by OpenCV, which ignores it
 * wherever transparency is kept.
 */
public enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    UPSIDE_DOWN_MIRRORED,
    TURNED_RIGHT_MIRRORED,
    TURNED_LEFT,
    TURNED_LEFT_MIRRORED,
    TURNED_RIGHT;

    private static final int LEFT_RIGHT = 1;

    /** Any number that EXIF does not define means upright, as viewers have it. */
    static Orientation ofExif(int tag) {
        return tag >= 1 && tag <= values().length ? values()[tag - 1] : UPRIGHT;
    }

    Mat toUpright(Mat image) {
        return switch (this) {
            case UPRIGHT -> image;
            case MIRRORED -> mirrored(image);
            case UPSIDE_DOWN -> turned(image, ROTATE_180);
            case UPSIDE_DOWN_MIRRORED -> mirrored(turned(image, ROTATE_180));
            case TURNED_RIGHT_MIRRORED -> mirrored(turned(image, ROTATE_90_CLOCKWISE));
            case TURNED_LEFT -> turned(image, ROTATE_90_CLOCKWISE);
            case TURNED_LEFT_MIRRORED -> mirrored(turned(image, ROTATE_90_COUNTERCLOCKWISE));
            case TURNED_RIGHT -> turned(image, ROTATE_90_COUNTERCLOCKWISE);
        };
    }

    private static Mat turned(Mat image, int how) {
        Mat result = new Mat();
        rotate(image, result, how);
        return result;
    }

    private static Mat mirrored(Mat image) {
        Mat result = new Mat();
        flip(image, result, LEFT_RIGHT);
        return result;
    }
}
