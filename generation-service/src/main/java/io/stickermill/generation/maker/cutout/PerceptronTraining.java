package io.stickermill.generation.maker.cutout;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Learns a {@link Perceptron} by stochastic descent (Kingma and Ba, Adam, 2015). Deterministic. */
final class PerceptronTraining {

    private static final int BATCH = 48;

    private static final double RATE = 0.004;

    private static final double RATE_FALL = 0.8;

    private static final double DECAY = 3e-4;

    private final int units;
    private final int epochs;

    PerceptronTraining(int units, int epochs) {
        this.units = units;
        this.epochs = epochs;
    }

    /**
     * One thing to learn from.
     *
     * @param truth 0 to 1
     * @param weight how much it counts; 1 is usual
     */
    record Sample(float[] input, float truth, float weight) {}

    /** @param samples shuffled in place */
    Perceptron learned(List<Sample> samples, long seed) {
        Random random = new Random(seed);
        Perceptron net = initial(samples, random);
        int size = net.mean().length;
        var descent = new Descent(units * (size + 1) + units + 1);
        double[] gradient = new double[units * (size + 1) + units + 1];
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(samples, random);
            double rate = RATE * Math.pow(RATE_FALL, epoch);
            int seen = 0;
            for (Sample sample : samples) {
                gradient(net, sample, gradient);
                if (++seen % BATCH == 0) {
                    descent.step(net, gradient, rate);
                    Arrays.fill(gradient, 0);
                }
            }
        }
        return net;
    }

    private Perceptron initial(List<Sample> samples, Random random) {
        int size = samples.getFirst().input.length;
        float[] mean = new float[size];
        float[] deviation = new float[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            double squares = 0;
            for (Sample sample : samples) {
                sum += sample.input[i];
                squares += sample.input[i] * sample.input[i];
            }
            double average = sum / samples.size();
            mean[i] = (float) average;
            deviation[i] = (float) Math.sqrt(Math.max(1e-4, squares / samples.size() - average * average));
        }
        float[][] hidden = new float[units][size + 1];
        float[] out = new float[units + 1];
        for (int unit = 0; unit < units; unit++) {
            for (int i = 0; i < size; i++) {
                hidden[unit][i] = (float) (random.nextGaussian() / Math.sqrt(size));
            }
            out[unit] = (float) (random.nextGaussian() / Math.sqrt(units));
        }
        return new Perceptron(mean, deviation, hidden, out);
    }

    private void gradient(Perceptron net, Sample sample, double[] gradient) {
        int size = net.mean().length;
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = net.standard(sample.input, i);
        }
        double[] active = new double[units];
        double sum = net.out()[units];
        for (int unit = 0; unit < units; unit++) {
            double in = net.hidden()[unit][size];
            for (int i = 0; i < size; i++) {
                in += net.hidden()[unit][i] * x[i];
            }
            active[unit] = Math.tanh(in);
            sum += net.out()[unit] * active[unit];
        }
        double error = (1 / (1 + Math.exp(-sum)) - sample.truth) * sample.weight / BATCH;
        int at = 0;
        for (int unit = 0; unit < units; unit++) {
            double back = error * net.out()[unit] * (1 - active[unit] * active[unit]);
            for (int i = 0; i < size; i++) {
                gradient[at++] += back * x[i];
            }
            gradient[at++] += back;
        }
        for (int unit = 0; unit < units; unit++) {
            gradient[at++] += error * active[unit];
        }
        gradient[at] += error;
    }

    private static final class Descent {

        private final double[] first;
        private final double[] second;
        private int steps;

        Descent(int size) {
            first = new double[size];
            second = new double[size];
        }

        void step(Perceptron net, double[] gradient, double rate) {
            steps++;
            int at = 0;
            for (float[] unit : net.hidden()) {
                for (int i = 0; i < unit.length; i++) {
                    unit[i] = moved(unit[i], gradient[at], at++, rate);
                }
            }
            for (int i = 0; i < net.out().length; i++) {
                net.out()[i] = moved(net.out()[i], gradient[at], at++, rate);
            }
        }

        private float moved(float weight, double gradient, int at, double rate) {
            double g = gradient + DECAY * weight;
            first[at] = 0.9 * first[at] + 0.1 * g;
            second[at] = 0.999 * second[at] + 0.001 * g * g;
            double m = first[at] / (1 - Math.pow(0.9, steps));
            double v = second[at] / (1 - Math.pow(0.999, steps));
            return (float) (weight - rate * m / (Math.sqrt(v) + 1e-8));
        }
    }
}
