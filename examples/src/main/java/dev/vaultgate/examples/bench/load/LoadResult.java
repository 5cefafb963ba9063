package dev.vaultgate.examples.bench.load;

import java.time.Duration;

/**
 * What came of one scenario.
 *
 * @param completed answers that arrived whole and were right
 * @param failed requests that were refused, cut, wrong or never answered
 * @param firstFault what was wrong with the first of those; empty when there is none
 * @param frames stream frames that arrived, in completed answers
 * @param elapsed from the first request's start to the last answer's end
 * @param latency from a request's first byte sent to its answer's last byte received
 * @param firstContent from a request's first byte sent to the first text of the model received
 */
public record LoadResult(
    long completed,
    long failed,
    String firstFault,
    long frames,
    Duration elapsed,
    Samples latency,
    Samples firstContent) {

  /** Completed answers in a second. */
  public double perSecond() {
    return completed / (elapsed.toNanos() / 1e9);
  }

  /** Frames in a second. */
  public double framesPerSecond() {
    return frames / (elapsed.toNanos() / 1e9);
  }
}
