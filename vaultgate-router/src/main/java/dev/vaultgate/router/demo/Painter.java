package dev.vaultgate.router.demo;

import java.util.Arrays;

/**
 * Paints a calm landscape: a sky that changes from one colour to another, a sun with a soft rim,
 * and hills one behind the other. Sines come from {@link StrictMath}, so that a picture is the same
 * on every machine.
 */
final class Painter {

  private static final int HILLS = 4;

  private final Dice dice;
  private final Palette palette;

  Painter(Dice dice) {
    this.dice = dice;
    Palette[] palettes = Palette.values();
    this.palette = palettes[dice.below(palettes.length)];
  }

  /** Pixels row by row, each as {@code 0xRRGGBB}. */
  int[] paint(int width, int height) {
    int[] pixels = new int[width * height];
    sky(pixels, width, height);
    sun(pixels, width, height);
    for (int hill = 0; hill < HILLS; hill++) {
      hill(pixels, width, height, hill);
    }
    return pixels;
  }

  private void sky(int[] pixels, int width, int height) {
    for (int y = 0; y < height; y++) {
      int colour = Palette.mix(palette.zenith(), palette.horizon(), (double) y / height);
      Arrays.fill(pixels, y * width, (y + 1) * width, colour);
    }
  }

  private void sun(int[] pixels, int width, int height) {
    double side = Math.min(width, height);
    double radius = side * dice.between(0.07, 0.14);
    double glow = radius * 3;
    double centreX = width * dice.between(0.2, 0.8);
    double centreY = height * dice.between(0.2, 0.45);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.sqrt(square(x - centreX) + square(y - centreY));
        double rim = clamp(radius - distance + 0.5);
        double shine = 0.35 * square(clamp(1 - (distance - radius) / glow));
        int at = y * width + x;
        pixels[at] = Palette.mix(pixels[at], palette.sun(), Math.max(rim, shine));
      }
    }
  }

  /** The nearer a hill is, the lower it stands, the rougher it is, and the darker. */
  private void hill(int[] pixels, int width, int height, int hill) {
    double near = (hill + 1.0) / HILLS;
    int colour = Palette.mix(palette.far(), palette.near(), near);
    double base = height * (0.48 + 0.36 * near + dice.between(-0.03, 0.03));
    double swing = height * dice.between(0.03, 0.08);
    double waves = dice.between(0.8, 1.6) + near;
    double shift = dice.between(0, 6.28);
    double ripple = dice.between(3, 5);
    for (int x = 0; x < width; x++) {
      double turn = 6.2832 * x / width;
      double top =
          base
              - swing * StrictMath.sin(waves * turn + shift)
              - swing * 0.3 * StrictMath.sin(ripple * turn + shift * 2);
      for (int y = Math.max(0, (int) top); y < height; y++) {
        int at = y * width + x;
        pixels[at] = Palette.mix(pixels[at], colour, clamp(y - top));
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
