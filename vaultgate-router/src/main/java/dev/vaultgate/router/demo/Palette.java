package dev.vaultgate.router.demo;

/** Colours that go together, each as {@code 0xRRGGBB}. */
enum Palette {
  MORNING(0x8EC5E8, 0xFCE4C8, 0xFFF6DC, 0xA9BFCF, 0x33546B),
  NOON(0x4FA3DA, 0xD9F0F7, 0xFFFBE6, 0x9CC7B0, 0x1F6B57),
  EVENING(0x5A4E8C, 0xF6A97A, 0xFFE0A3, 0xA8728E, 0x3A2A4D),
  NIGHT(0x0F1B3D, 0x3F5C8A, 0xF3F0DC, 0x3B4F78, 0x0B1226),
  AUTUMN(0xB7C9D6, 0xF7DFC0, 0xFFF3D6, 0xC99A6B, 0x6B3A2A),
  HEATH(0xC9B8E0, 0xFBE3E6, 0xFFFFFF, 0xB492BE, 0x5B3E72);

  private final int zenith;
  private final int horizon;
  private final int sun;
  private final int far;
  private final int near;

  Palette(int zenith, int horizon, int sun, int far, int near) {
    this.zenith = zenith;
    this.horizon = horizon;
    this.sun = sun;
    this.far = far;
    this.near = near;
  }

  int zenith() {
    return zenith;
  }

  int horizon() {
    return horizon;
  }

  int sun() {
    return sun;
  }

  /** The colour of the hills that are far away. */
  int far() {
    return far;
  }

  /** The colour of the hills that are near. */
  int near() {
    return near;
  }

  /** One colour with a share of another, from 0 to 1. */
  static int mix(int colour, int other, double share) {
    int weight = (int) Math.round(share * 256);
    return channel(colour, other, weight, 16)
        | channel(colour, other, weight, 8)
        | channel(colour, other, weight, 0);
  }

  private static int channel(int colour, int other, int weight, int shift) {
    int from = colour >> shift & 0xFF;
    int to = other >> shift & 0xFF;
    return from + ((to - from) * weight >> 8) << shift;
  }
}
