package dev.vaultgate.examples.bench.trouble;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How much memory a gateway has, in bytes: all of it, and what lives in its heap. */
record Size(double resident, double heap) {

  private static final double KIB = 1_024;

  static Size of(GatewayProcess gateway) throws IOException, InterruptedException {
    double resident = gateway.resident();
    return new Size(resident, gateway.liveHeap());
  }

  /** The middle of each figure. */
  static Size median(List<Size> sizes) {
    return new Size(
        sizes.stream().mapToDouble(Size::resident).sorted().toArray()[sizes.size() / 2],
        sizes.stream().mapToDouble(Size::heap).sorted().toArray()[sizes.size() / 2]);
  }

  /** As one line of a soak. */
  void print(long calls) {
    System.out.printf(
        Locale.ROOT,
        "soak: after %,d calls %.1f MiB live in the heap, %.0f resident%n",
        calls,
        heap / KIB / KIB,
        resident / KIB / KIB);
  }

  /** What each of so many has, compared with the size without them. */
  void print(String of, int count, Size without) {
    System.out.printf(
        Locale.ROOT,
        "memory: of each %s %.1f KiB of heap, %.1f KiB in all; resident %.0f MiB before, %.0f now%n",
        of,
        (heap - without.heap) / count / KIB,
        (resident - without.resident) / count / KIB,
        without.resident / KIB / KIB,
        resident / KIB / KIB);
  }
}
