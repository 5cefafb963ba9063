package dev.vaultgate.examples.bench.load;

import dev.vaultgate.examples.bench.mock.MockSettings;
import java.time.Duration;

/**
 * One kind of load.
 *
 * @param name short and stable; the key in reports
 * @param connections how many are busy at once
 * @param stream whether answers are streamed
 * @param body the request's size
 * @param upstream how the mock must behave meanwhile
 */
public record Scenario(
    String name, int connections, boolean stream, BodySize body, MockSettings upstream) {

  /** Sizes of request bodies. */
  public enum BodySize {
    /** A question with a system prompt: 434 bytes, a little more when streamed. */
    SHORT,
    /** A chat of 200 turns: 114 KB. */
    LONG
  }

  public Scenario {
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
    }
  }

  /** Whole answers, as fast as they come. */
  public static Scenario plain(String name, int connections, BodySize body) {
    return new Scenario(name, connections, false, body, MockSettings.instant());
  }

  /** Streams that the provider sends in one burst. */
  public static Scenario bulkStreams(String name, int connections) {
    return new Scenario(name, connections, true, BodySize.SHORT, MockSettings.instant());
  }

  /** Streams with a pause between frames. */
  public static Scenario pacedStreams(String name, int connections, Duration pace, int deltas) {
    return new Scenario(name, connections, true, BodySize.SHORT, MockSettings.paced(pace, deltas));
  }

  /** How long one answer takes at least. */
  Duration shortestAnswer() {
    return stream
        ? upstream.delay().plus(upstream.pace().multipliedBy(upstream.framesPerStream()))
        : upstream.delay();
  }
}
