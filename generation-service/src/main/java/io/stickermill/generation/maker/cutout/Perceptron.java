package io.stickermill.generation.maker.cutout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A net of one hidden layer that gives odds; its weights were learned by {@link PerceptronTraining}.
 *
 * @param mean of each input over what it learned from
 * @param deviation of each input
 * @param hidden for each hidden unit the weight of each input, then its bias
 * @param out the weight of each hidden unit, then the bias
 */
record Perceptron(float[] mean, float[] deviation, float[][] hidden, float[] out) {

    /** No input may lead further than this many deviations from what was learned. */
    private static final float FAR = 4;

    float odds(float[] input) {
        float sum = out[hidden.length];
        float[] standard = new float[mean.length];
        for (int i = 0; i < standard.length; i++) {
            standard[i] = standard(input, i);
        }
        for (int unit = 0; unit < hidden.length; unit++) {
            float[] weights = hidden[unit];
            float in = weights[mean.length];
            for (int i = 0; i < standard.length; i++) {
                in += weights[i] * standard[i];
            }
            sum += out[unit] * (float) Math.tanh(in);
        }
        return (float) (1 / (1 + Math.exp(-sum)));
    }

    float standard(float[] input, int i) {
        return Math.clamp((input[i] - mean[i]) / deviation[i], -FAR, FAR);
    }

    /** Reads the nets of a resource of this package. */
    static List<Perceptron> learned(String resource) {
        var in = Objects.requireNonNull(Perceptron.class.getResourceAsStream(resource), resource);
        return read(new InputStreamReader(in, StandardCharsets.US_ASCII));
    }

    /** @param text what {@link #written} gave, of any number of nets; closed at the end */
    static List<Perceptron> read(Reader text) {
        try (var lines = new BufferedReader(text)) {
            List<Perceptron> nets = new ArrayList<>();
            for (String units = lines.readLine(); units != null; units = lines.readLine()) {
                float[] mean = numbers(lines);
                float[] deviation = numbers(lines);
                float[][] hidden = new float[Integer.parseInt(units)][];
                for (int unit = 0; unit < hidden.length; unit++) {
                    hidden[unit] = numbers(lines);
                }
                nets.add(new Perceptron(mean, deviation, hidden, numbers(lines)));
            }
            return List.copyOf(nets);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the nets can't be read", unreadable);
        }
    }

    /** As {@link #learned} reads it. */
    String written() {
        var text = new StringBuilder(hidden.length + "\n");
        line(text, mean);
        line(text, deviation);
        for (float[] unit : hidden) {
            line(text, unit);
        }
        line(text, out);
        return text.toString();
    }

    private static float[] numbers(BufferedReader lines) throws IOException {
        String[] words = Objects.requireNonNull(lines.readLine(), "cut short").split(" ");
        float[] result = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            result[i] = Float.parseFloat(words[i]);
        }
        return result;
    }

    private static void line(StringBuilder text, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.4g", numbers[i]));
        }
        text.append('\n');
    }
}
