package dev.vaultgate.examples.bench.load;

import java.time.Duration;

/** Counts while a scenario runs; becomes a {@link LoadResult}. Used by one thread. */
final class Tally {

  private final Samples latency = new Samples();
  private final Samples firstContent = new Samples();
  private long completed;
  private long failed;
  private long frames;
  private String firstFault = "";

  void completed(long latencyNanos, long firstContentNanos, int framesInAnswer) {
    completed++;
    frames += framesInAnswer;
    latency.add(latencyNanos);
    firstContent.add(firstContentNanos);
  }

  void failed(String fault) {
    if (failed++ == 0) {
      firstFault = fault;
    }
  }

  long failures() {
    return failed;
  }

  LoadResult result(Duration elapsed) {
    return new LoadResult(completed, failed, firstFault, frames, elapsed, latency, firstContent);
  }
}
