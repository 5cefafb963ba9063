package dev.vaultgate.client;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What a wire wants next on the way to images: a state of a machine that knows neither network nor
 * time. {@link ImageRunner} carries the steps out. A step's function throws an {@link
 * UpstreamFailure} for an answer that means failure, as {@link Wire#decode} does.
 */
public sealed interface ImageStep {

  /**
   * Send a request and go on from its answer. An answer of a status that is no success does not
   * come here: {@link Wire#readError} reads it.
   */
  record Send(WireRequest request, Function<Answer, ImageStep> then) implements ImageStep {}

  /** Wait, then go on: the provider is still at it. */
  record Pause(Duration time, ImageStep next) implements ImageStep {}

  /**
   * From here on the provider works for us unasked: if nobody waits for it any more, {@code stop}
   * tells it so.
   */
  record Started(WireRequest stop, ImageStep next) implements ImageStep {}

  /**
   * Make several ways to their ends at once, and deliver the images of all; at least one. Where
   * some fail and some do not, the images that are there are the answer.
   */
  record Several(List<ImageStep> steps) implements ImageStep {

    public Several {
      steps = List.copyOf(steps);
    }
  }

  /** The images are there. */
  record Done(ImageReply reply) implements ImageStep {}

  /**
   * An answer of a status that is a success.
   *
   * @param body whole; JSON, or whatever {@code Content-Type} says
   */
  record Answer(ResponseHeaders headers, byte[] body) {}

  /** The caller's fields that are known not to be carried before anything is sent. */
  default List<String> dropped() {
    if (this instanceof Send send) {
      return send.request().dropped();
    }
    return this instanceof Several several
        ? several.steps().stream().flatMap(step -> step.dropped().stream()).distinct().toList()
        : List.of();
  }

  /** So many of the same, as one step. */
  static ImageStep repeated(int times, ImageStep step) {
    return times == 1 ? step : new Several(Collections.nCopies(times, step));
  }
}
