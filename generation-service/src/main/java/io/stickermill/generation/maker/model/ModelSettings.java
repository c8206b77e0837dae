package io.stickermill.generation.maker.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A segmentation model to cut out with.
 *
 * @param model file in ONNX format; unset for the one that was built in, {@code none} for no model: then every photo becomes a
 *     card
 * @param preset family of the model, which says the rest unless it is said here
 * @param side pixels of the model's square input
 * @param mean to subtract from red, green and blue (0 to 1)
 * @param deviation what red, green and blue are divided by after the mean was subtracted
 * @param logits whether the model's output goes through a sigmoid
 * @param threads that work on one photo; 0 for the cores divided by {@code stickermill.maker.child.count}
 * @param remembered how many of its last answers each maker keeps: the same photo in another style is not looked at again. Each takes
 *     2.4 MB with the model that was built in; 0 for none
 */
@ConfigurationProperties("stickermill.segmentation")
public record ModelSettings(
        @Nullable Path model,
        @DefaultValue("u2net") ModelPreset preset,
        @Nullable Integer side,
        @Nullable List<Float> mean,
        @Nullable List<Float> deviation,
        @Nullable Boolean logits,
        @DefaultValue("0") int threads,
        @DefaultValue("6") int remembered) {

    private static final String NONE = "none";

    /** The model that was built in, where there is one; it remembers nothing. */
    public static final ModelSettings SHIPPED =
            new ModelSettings(null, ModelPreset.U2NET, null, null, null, null, 1, 0);

    /** @throws IllegalArgumentException if the numbers can't be meant */
    public ModelSettings {
        if (side != null && (side < 16 || side > 4096)) {
            throw new IllegalArgumentException("stickermill.segmentation.side is " + side + ", not 16 to 4096");
        }
        if (remembered < 0 || remembered > 100) {
            throw new IllegalArgumentException(
                    "stickermill.segmentation.remembered is " + remembered + ", not 0 to 100");
        }
        check("mean", mean);
        check("deviation", deviation);
    }

    private static void check(String name, @Nullable List<Float> numbers) {
        if (numbers != null && numbers.size() != 3) {
            throw new IllegalArgumentException(
                    "stickermill.segmentation." + name + " needs three numbers (red, green, blue), not " + numbers);
        }
    }

    public ModelSettings withThreads(int number) {
        return new ModelSettings(model, preset, side, mean, deviation, logits, number, remembered);
    }

    /** The model's file: the one that is set, or else the one that was built in; none where none is wanted or there. */
    public Optional<Path> file() {
        if (wantsNone()) {
            return Optional.empty();
        }
        return namesNoModel() ? ShippedModel.file() : Optional.ofNullable(model);
    }

    /** An empty variable is one that is not set. */
    boolean namesNoModel() {
        return model == null || model.toString().isEmpty();
    }

    private boolean wantsNone() {
        return model != null && model.toString().equals(NONE);
    }

    int inputSide() {
        return side == null ? preset.side() : side;
    }

    List<Float> inputMean() {
        return mean == null ? preset.mean() : mean;
    }

    List<Float> inputDeviation() {
        return deviation == null ? preset.deviation() : deviation;
    }

    boolean givesLogits() {
        return logits == null ? preset.logits() : logits;
    }
}
