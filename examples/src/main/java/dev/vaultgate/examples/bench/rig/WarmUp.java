package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;

/**
 * Drives load until a JVM has compiled what it is going to compile.
 *
 * <p>A fixed time is not enough: under-warmed JVMs have read two to three times too high. So the
 * end is decided by what the compilers still take, with an upper bound. A process that is no JVM
 * gets one turn.
 */
final class WarmUp {

  private static final double COMPILER_SHARE_MAX = 0.06;
  private static final long NANOS_MAX = 40_000_000_000L;

  /** Runs a workload against a target. */
  @FunctionalInterface
  interface Driver {
    LoadResult drive(Workload workload, Target target) throws IOException;
  }

  private final Driver driver;

  WarmUp(Driver driver) {
    this.driver = driver;
  }

  /**
   * Blocks until it is warm.
   *
   * @return how many seconds it took
   * @throws IOException when the target answers wrongly; there is nothing to measure then
   */
  double run(ProcessTree tree, Target target) throws IOException {
    long start = System.nanoTime();
    double share;
    do {
      long cpu = tree.cpuMicros();
      long compiler = tree.compilerMicros();
      turn(target);
      share = (double) (tree.compilerMicros() - compiler) / (tree.cpuMicros() - cpu);
    } while (share >= COMPILER_SHARE_MAX && System.nanoTime() - start < NANOS_MAX);
    return (System.nanoTime() - start) / 1e9;
  }

  private void turn(Target target) throws IOException {
    for (Workload workload : Workload.warmUp()) {
      LoadResult result = driver.drive(workload, target);
      if (result.completed() == 0) {
        throw new IOException(
            "warm-up "
                + workload.scenario().name()
                + ": no right answer, but "
                + result.firstFault());
      }
    }
  }
}
