package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import io.stickermill.generation.maker.cutout.Trimap.Side;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A guess at where the subject is. None suits all photos, so several are worked out and vote. */
enum Prior {
    /** Stands out from the colours of the border. */
    SALIENT {
        @Override
        void draw(Trimap trimap, Mat borderDistance) {
            Mat salient = new Mat();
            threshold(borderDistance, salient, 0, 255, THRESH_BINARY | THRESH_OTSU);
            trimap.mark(salient, Side.LIKELY_SUBJECT);
        }
    },
    /** Anywhere but along the border. */
    INSET {
        @Override
        void draw(Trimap trimap, Mat borderDistance) {
            trimap.box(0.06, 0.06, 0.94, 0.94, Side.LIKELY_SUBJECT);
        }
    },
    /** In the middle and perhaps cut off below, as people are. */
    CENTRED {
        @Override
        void draw(Trimap trimap, Mat borderDistance) {
            trimap.oval(0.5, 0.55, 0.33, 0.45, Side.LIKELY_SUBJECT).box(0.23, 0.5, 0.77, 1, Side.LIKELY_SUBJECT);
        }
    },
    /** In the middle and so large that the photo's edges cut it: no border is certain. */
    OVERFLOWING {
        @Override
        void draw(Trimap trimap, Mat borderDistance) {
            trimap.oval(0.5, 0.52, 0.4, 0.42, Side.LIKELY_SUBJECT);
        }

        @Override
        void drawBorder(Trimap trimap) {}
    };

    private static final double BORDER = 0.015;

    abstract void draw(Trimap trimap, Mat borderDistance);

    Trimap trimap(Mat borderDistance, List<Face> faces) {
        Trimap trimap = new Trimap(borderDistance.cols(), borderDistance.rows(), Side.LIKELY_BACKGROUND);
        draw(trimap, borderDistance);
        drawBorder(trimap);
        faces.forEach(trimap::person);
        return trimap;
    }

    void drawBorder(Trimap trimap) {
        trimap.box(0, 0, 1, BORDER, Side.BACKGROUND)
                .box(0, 0, BORDER, 1, Side.BACKGROUND)
                .box(1 - BORDER, 0, 1, 1, Side.BACKGROUND)
                .box(0, 1 - BORDER, 0.15, 1, Side.BACKGROUND)
                .box(0.85, 1 - BORDER, 1, 1, Side.BACKGROUND);
    }
}
