package dev.vaultgate.examples.bench.rig;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting that is part of the method: letting a process settle before it is measured. */
final class Pause {

  private Pause() {}

  /** Blocks for this long. */
  static void of(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
