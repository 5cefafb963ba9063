package dev.vaultgate.router.simulate;

import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does with calls.
 *
 * @param latencyMin the quickest first content
 * @param latencyMax the slowest, but for the tail
 * @param tailShare this share takes as long as the tail
 * @param tail how long that is
 * @param failShare this share fails, from 0 to 1
 * @param fault with this
 * @param failAfter after so long
 * @param retryAfter what the provider then asks to wait, or null
 * @param answer how long the rest of an answer takes
 * @param cutShare this share of answers breaks on the way, after content
 */
public record Behaviour(
    Duration latencyMin,
    Duration latencyMax,
    double tailShare,
    Duration tail,
    double failShare,
    UpstreamFault fault,
    Duration failAfter,
    @Nullable Duration retryAfter,
    Duration answer,
    double cutShare) {

  /** A provider that is well: half a second to the first content, three more for the rest. */
  public static final Behaviour WELL =
      new Behaviour(
          Duration.ofMillis(300),
          Duration.ofMillis(700),
          0,
          Duration.ZERO,
          0,
          UpstreamFault.SERVER,
          Duration.ofMillis(50),
          null,
          Duration.ofSeconds(3),
          0);

  public Behaviour {
    if (latencyMax.compareTo(latencyMin) < 0 || latencyMin.isNegative()) {
      throw new IllegalArgumentException(
          "latency: %s to %s (expected: a span)".formatted(latencyMin, latencyMax));
    }
    share("tail", tailShare);
    share("fail", failShare);
    share("cut", cutShare);
  }

  private static void share(String name, double share) {
    if (!(share >= 0) || share > 1) {
      throw new IllegalArgumentException(name + ": " + share + " (expected: 0 to 1)");
    }
  }

  /** The same with this share of failures. */
  public Behaviour failing(double share, UpstreamFault fault, @Nullable Duration retryAfter) {
    return new Behaviour(
        latencyMin,
        latencyMax,
        tailShare,
        tail,
        share,
        fault,
        failAfter,
        retryAfter,
        answer,
        cutShare);
  }

  /** The same with other times to the first content. */
  public Behaviour taking(Duration least, Duration most, double tailShare, Duration tail) {
    return new Behaviour(
        least, most, tailShare, tail, failShare, fault, failAfter, retryAfter, answer, cutShare);
  }
}
