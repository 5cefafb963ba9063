package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.LoadResult;

/**
 * What one workload did to one contender.
 *
 * @param load what the load generator saw
 * @param cpuMicros user and system time of the contender, what it did afterwards included
 * @param compilerMicros the part of it that a JVM's compilers used
 * @param othersShare how much of the contender's core others took, from 0 to 1; NaN when it has no
 *     core of its own
 */
public record Phase(LoadResult load, long cpuMicros, long compilerMicros, double othersShare) {

  /** CPU time for each answer, in microseconds. */
  public double cpuMicrosPerAnswer() {
    return (double) cpuMicros / load.completed();
  }

  /** CPU time for each frame of a stream, in microseconds. */
  public double cpuMicrosPerFrame() {
    return (double) cpuMicros / load.frames();
  }

  /** How much of the CPU time was compilation, from 0 to 1. */
  public double compilerShare() {
    return cpuMicros == 0 ? 0 : (double) compilerMicros / cpuMicros;
  }
}
