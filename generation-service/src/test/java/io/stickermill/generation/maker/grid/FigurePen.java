package io.stickermill.generation.maker.grid;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Random;

/** Draws one simple figure with an outline into a square. */
final class FigurePen {

    private final Random random;
    private final Graphics2D graphics;
    private final Color colour;
    private final Color ink;
    private final boolean looseParts;

    FigurePen(Random random, Graphics2D graphics, Color colour, Color ink, boolean looseParts) {
        this.random = random;
        this.graphics = graphics;
        this.colour = colour;
        this.ink = ink;
        this.looseParts = looseParts;
    }

    void draw(double left, double top, double side) {
        graphics.setStroke(new BasicStroke((float) Math.max(2, side * (0.012 + 0.02 * random.nextDouble()))));
        double part = looseParts ? 0.85 : 1;
        double inner = side * part - 4;
        double x = left + 2 + (side - 4 - inner) / 2;
        double y = top + 2 + (side - 4 - inner);
        switch (random.nextInt(6)) {
            case 0 -> blob(x, y, inner);
            case 1 -> face(x, y, inner);
            case 2 -> star(x, y, inner);
            case 3 -> walker(x, y, inner);
            case 4 -> bottle(x, y, inner);
            default -> cat(x, y, inner);
        }
        if (looseParts) {
            double small = side * 0.09;
            for (int i = 0; i < 2; i++) {
                shape(new Ellipse2D.Double(left + side * (0.12 + 0.66 * random.nextDouble()), top + 2, small, small));
            }
        }
    }

    private void shape(Shape shape) {
        graphics.setColor(colour);
        graphics.fill(shape);
        graphics.setColor(ink);
        graphics.draw(shape);
    }

    private void blob(double x, double y, double side) {
        var path = new Path2D.Double();
        double phase = 6 * random.nextDouble();
        int lobes = 2 + random.nextInt(4);
        double depth = 0.04 + 0.12 * random.nextDouble();
        for (int i = 0; i < 72; i++) {
            double angle = i * Math.PI / 36;
            double radius = side / 2 * (1 - depth + depth * Math.cos(lobes * angle + phase));
            double atX = x + side / 2 + radius * Math.cos(angle);
            double atY = y + side / 2 + radius * Math.sin(angle);
            if (i == 0) {
                path.moveTo(atX, atY);
            } else {
                path.lineTo(atX, atY);
            }
        }
        path.closePath();
        shape(path);
        eyes(x + side / 2, y + side * 0.42, side);
    }

    private void face(double x, double y, double side) {
        shape(new Ellipse2D.Double(x, y + side * 0.3, side * 0.2, side * 0.25));
        shape(new Ellipse2D.Double(x + side * 0.8, y + side * 0.3, side * 0.2, side * 0.25));
        shape(new Ellipse2D.Double(x + side * 0.1, y, side * 0.8, side));
        eyes(x + side / 2, y + side * 0.4, side);
    }

    private void star(double x, double y, double side) {
        var path = new Path2D.Double();
        int points = 5 + random.nextInt(3);
        for (int i = 0; i < 2 * points; i++) {
            double radius = side / 2 * (i % 2 == 0 ? 1 : 0.5);
            double angle = i * Math.PI / points - Math.PI / 2;
            double atX = x + side / 2 + radius * Math.cos(angle);
            double atY = y + side / 2 + radius * Math.sin(angle);
            if (i == 0) {
                path.moveTo(atX, atY);
            } else {
                path.lineTo(atX, atY);
            }
        }
        path.closePath();
        shape(path);
        eyes(x + side / 2, y + side * 0.45, side * 0.6);
    }

    /** A head, a trunk, arms spread, legs apart. */
    private void walker(double x, double y, double side) {
        var limbs = new BasicStroke((float) (side * 0.08), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        double middle = x + side / 2;
        shape(limbs.createStrokedShape(new Line2D.Double(
                middle, y + side * 0.5, x + side * 0.06, y + side * (0.3 + 0.3 * random.nextDouble()))));
        shape(limbs.createStrokedShape(new Line2D.Double(
                middle, y + side * 0.5, x + side * 0.94, y + side * (0.3 + 0.3 * random.nextDouble()))));
        shape(limbs.createStrokedShape(new Line2D.Double(middle, y + side * 0.75, x + side * 0.25, y + side * 0.94)));
        shape(limbs.createStrokedShape(new Line2D.Double(middle, y + side * 0.75, x + side * 0.75, y + side * 0.94)));
        shape(new RoundRectangle2D.Double(
                middle - side * 0.16, y + side * 0.38, side * 0.32, side * 0.45, side * 0.1, side * 0.1));
        shape(new Ellipse2D.Double(middle - side * 0.22, y, side * 0.44, side * 0.44));
        eyes(middle, y + side * 0.2, side * 0.45);
    }

    private void bottle(double x, double y, double side) {
        double wide = side * (0.4 + 0.3 * random.nextDouble());
        double left = x + (side - wide) / 2;
        shape(new RoundRectangle2D.Double(left + wide * 0.3, y, wide * 0.4, side * 0.4, 8, 8));
        shape(new RoundRectangle2D.Double(left, y + side * 0.3, wide, side * 0.7, side * 0.15, side * 0.15));
        eyes(x + side / 2, y + side * 0.55, wide);
    }

    private void cat(double x, double y, double side) {
        for (double ear : new double[] {0.15, 0.55}) {
            var path = new Path2D.Double();
            path.moveTo(x + side * ear, y + side * 0.4);
            path.lineTo(x + side * (ear + 0.1), y);
            path.lineTo(x + side * (ear + 0.3), y + side * 0.3);
            path.closePath();
            shape(path);
        }
        shape(new Ellipse2D.Double(x + side * 0.08, y + side * 0.18, side * 0.84, side * 0.8));
        eyes(x + side / 2, y + side * 0.5, side);
        for (int i = -1; i <= 1; i++) {
            graphics.draw(new Line2D.Double(x + side * 0.25, y + side * 0.7, x, y + side * (0.7 + 0.08 * i)));
            graphics.draw(new Line2D.Double(x + side * 0.75, y + side * 0.7, x + side, y + side * (0.7 + 0.08 * i)));
        }
    }

    private void eyes(double x, double y, double side) {
        graphics.setColor(ink);
        double small = side * 0.09;
        graphics.fill(new Ellipse2D.Double(x - side * 0.2, y - small, small, small * 1.4));
        graphics.fill(new Ellipse2D.Double(x + side * 0.2 - small, y - small, small, small * 1.4));
        graphics.draw(new Arc2D.Double(x - side * 0.15, y, side * 0.3, side * 0.2, 200, 140, Arc2D.OPEN));
    }
}
