package io.stickermill.generation.maker.model;

import java.util.List;

/** What families of published models want to be fed with, each as its authors' own code does it. */
public enum ModelPreset {
    /** U2-Net and u2netp, as {@code rembg} exports them. */
    U2NET(320, Colours.IMAGENET_MEAN, Colours.IMAGENET_DEVIATION, false),
    /** IS-Net (DIS), general use. */
    ISNET(1024, Colours.HALF, Colours.ONE, false),
    /** BiRefNet and RMBG 2.0: gives logits. */
    BIREFNET(1024, Colours.IMAGENET_MEAN, Colours.IMAGENET_DEVIATION, true),
    /** RMBG 1.4. */
    RMBG(1024, Colours.HALF, Colours.ONE, false);

    private final int side;
    private final List<Float> mean;
    private final List<Float> deviation;
    private final boolean logits;

    ModelPreset(int side, List<Float> mean, List<Float> deviation, boolean logits) {
        this.side = side;
        this.mean = mean;
        this.deviation = deviation;
        this.logits = logits;
    }

    int side() {
        return side;
    }

    List<Float> mean() {
        return mean;
    }

    List<Float> deviation() {
        return deviation;
    }

    boolean logits() {
        return logits;
    }

    /** Red, green, blue; 0 to 1. */
    private static final class Colours {
        static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
        static final List<Float> IMAGENET_DEVIATION = List.of(0.229f, 0.224f, 0.225f);
        static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);
        static final List<Float> ONE = List.of(1f, 1f, 1f);
    }
}
