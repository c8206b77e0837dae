package io.stickermill.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a chart as a PNG. */
final class ChartPicture {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final int DPI = 144;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final double ZERO = 0;

    /** More names than these run into each other. */
    private static final int SIDE_BY_SIDE = 6;

    private static final int SLANTED = 35;

    /** Okabe and Ito's colours, which the colour-blind can tell apart; without the black, which is nothing on a dark ground. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2), new Color(0xE69F00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9),
        new Color(0xD55E00), new Color(0xF0E442), new Color(0x999999), new Color(0x7F5AC8), new Color(0xA0522D)
    };

    /** The ground that a page has, and what is written on it. */
    enum Look {
        LIGHT(new Color(0xFFFFFF), new Color(0x1F2328), new Color(0xD1D9E0)),
        DARK(new Color(0x0D1117), new Color(0xE6EDF3), new Color(0x30363D));

        private final Color ground;
        private final Color ink;
        private final Color lines;

        Look(Color ground, Color ink, Color lines) {
            this.ground = ground;
            this.ink = ink;
            this.lines = lines;
        }

        String fileName(String chart) {
            return chart + "-" + name().toLowerCase(Locale.ROOT) + ".png";
        }
    }

    private ChartPicture() {}

    static void write(Chart chart, Look look, Path folder) throws IOException {
        String file = folder.resolve(look.fileName(chart.name())).toString();
        org.knowm.xchart.internal.chartpart.Chart<?, ?> drawn =
                chart.kind() == Chart.Kind.LINES ? lines(chart, look) : bars(chart, look);
        BitmapEncoder.saveBitmapWithDPI(drawn, file, BitmapFormat.PNG, DPI);
    }

    private static CategoryChart bars(Chart chart, Look look) {
        CategoryChart drawn = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .build();
        style(drawn.getStyler(), look);
        drawn.getStyler().setStacked(chart.kind() == Chart.Kind.STACKED_BARS);
        drawn.getStyler().setAvailableSpaceFill(0.7);
        drawn.getStyler().setLegendVisible(chart.series().size() > 1);
        if (chart.along().size() > SIDE_BY_SIDE) {
            drawn.getStyler().setXAxisLabelRotation(SLANTED);
        }
        chart.series()
                .forEach((name, figures) -> drawn.addSeries(
                        name,
                        chart.along(),
                        figures.stream().map(ChartPicture::height).toList()));
        return drawn;
    }

    /** What is missing is drawn as nothing. */
    private static Double height(@Nullable Double figure) {
        return Objects.requireNonNullElse(figure, ZERO);
    }

    private static XYChart lines(Chart chart, Look look) {
        XYChart drawn = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .build();
        style(drawn.getStyler(), look);
        chart.series().forEach((name, figures) -> {
            List<Integer> known = IntStream.range(0, figures.size())
                    .filter(place -> figures.get(place) != null)
                    .boxed()
                    .toList();
            drawn.addSeries(
                            name,
                            known.stream()
                                    .map(place -> Double.valueOf(chart.along().get(place)))
                                    .toList(),
                            known.stream()
                                    .map(place -> height(figures.get(place)))
                                    .toList())
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setLineStyle(new BasicStroke(2f));
        });
        return drawn;
    }

    private static void style(AxesChartStyler styler, Look look) {
        styler.setSeriesColors(COLOURS);
        styler.setChartBackgroundColor(look.ground);
        styler.setPlotBackgroundColor(look.ground);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(look.lines);
        styler.setChartFontColor(look.ink);
        styler.setAxisTickLabelsColor(look.ink);
        styler.setAxisTickMarksColor(look.lines);
        styler.setLegendBackgroundColor(look.ground);
        styler.setLegendBorderColor(look.ground);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendFont(FONT);
        styler.setAxisTickLabelsFont(FONT);
        styler.setChartTitleFont(TITLE);
        styler.setYAxisMin(ZERO);
    }
}
