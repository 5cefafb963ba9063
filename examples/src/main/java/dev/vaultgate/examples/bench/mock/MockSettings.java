package dev.vaultgate.examples.bench.mock;

import java.time.Duration;

/**
 * How the mock answers from now on.
 *
 * @param delay how long it waits before the first byte of any answer
 * @param pace the time between two frames of a stream; zero sends a stream in one write
 * @param deltas how many content deltas a stream has (a stream has four frames more: see {@link
 *     StreamEvents})
 */
public record MockSettings(Duration delay, Duration pace, int deltas) {

  /** The stream that the published figures use: 68 frames, of which 64 carry content. */
  public static final int USUAL_DELTAS = 64;

  private static final int DELTAS_MAX = 10_000;

  public MockSettings {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: zero or more)");
    }
    if (pace.isNegative()) {
      throw new IllegalArgumentException("pace: " + pace + " (expected: zero or more)");
    }
    if (deltas < 1 || deltas > DELTAS_MAX) {
      throw new IllegalArgumentException(
          "deltas: " + deltas + " (expected: 1 to " + DELTAS_MAX + ")");
    }
  }

  /** Answers at once; streams in one write. */
  public static MockSettings instant() {
    return new MockSettings(Duration.ZERO, Duration.ZERO, USUAL_DELTAS);
  }

  /** Answers at once; streams frame by frame. */
  public static MockSettings paced(Duration pace, int deltas) {
    return new MockSettings(Duration.ZERO, pace, deltas);
  }

  /** Frames of one stream, {@code [DONE]} included. */
  public int framesPerStream() {
    return deltas + StreamEvents.FRAMES_AROUND_DELTAS;
  }

  /** The target of the {@code PUT} that makes a running mock behave so. */
  public String toRequestTarget() {
    return MockUpstream.SETTINGS_PATH
        + "?delay_us="
        + delay.toNanos() / 1_000
        + "&pace_us="
        + pace.toNanos() / 1_000
        + "&deltas="
        + deltas;
  }

  /**
   * Reads what {@link #toRequestTarget} writes; a parameter that is absent has its usual value.
   *
   * @throws IllegalArgumentException when a parameter is unknown or its value is out of range
   */
  static MockSettings parse(String requestTarget) {
    MockSettings usual = instant();
    Duration delay = usual.delay();
    Duration pace = usual.pace();
    int deltas = usual.deltas();
    int question = requestTarget.indexOf('?');
    String query = question < 0 ? "" : requestTarget.substring(question + 1);
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      int value = Integer.parseInt(parameter.substring(equals + 1));
      switch (name) {
        case "delay_us" -> delay = Duration.ofNanos(value * 1_000L);
        case "pace_us" -> pace = Duration.ofNanos(value * 1_000L);
        case "deltas" -> deltas = value;
        default ->
            throw new IllegalArgumentException(
                name + ": unknown setting (expected: delay_us, pace_us or deltas)");
      }
    }
    return new MockSettings(delay, pace, deltas);
  }
}
