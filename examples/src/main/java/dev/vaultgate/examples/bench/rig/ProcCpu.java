package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/stat} says about a core: how long it was busy, whoever kept it so. Compared
 * with a contender's own CPU time it tells how much others disturbed a measurement.
 */
final class ProcCpu {

  /** Linux reports times in hundredths of a second, whatever its internal clock does. */
  static final long MICROS_PER_TICK = 10_000;

  private static final int USER = 1;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int STEAL = 8;

  private ProcCpu() {}

  /** Time since boot that a core was not idle, in microseconds. */
  static long busyMicros(int core) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
      if (line.startsWith("cpu" + core + " ")) {
        return busyTicks(line.split(" ", -1)) * MICROS_PER_TICK;
      }
    }
    throw new IOException("/proc/stat has no line for core " + core);
  }

  /** How many cores this machine has, whichever of them this process may use. */
  static int coreCount() {
    try {
      return (int)
          Files.readAllLines(Path.of("/proc/stat")).stream()
              .filter(line -> line.matches("cpu\\d+ .*"))
              .count();
    } catch (IOException e) {
      throw new IllegalStateException("the benchmark needs Linux with /proc", e);
    }
  }

  private static long busyTicks(String[] fields) {
    long busy = 0;
    for (int i = USER; i <= STEAL; i++) {
      if (i != IDLE && i != IO_WAIT) {
        busy += Long.parseLong(fields[i]);
      }
    }
    return busy;
  }
}
