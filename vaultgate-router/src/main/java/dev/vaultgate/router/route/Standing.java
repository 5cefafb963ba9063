package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import java.util.Locale;

/**
 * How a deployment stands at one moment.
 *
 * @param state whether it may be tried, or what stands against it
 * @param until the nanosecond at which that ends; meaningless where nobody knows
 * @param running how many of our calls it is at
 * @param typicalNanos how long it takes to the first content of late, 0 when nobody knows
 */
public record Standing(State state, long until, int running, long typicalNanos) {

  /** Whether a deployment may be tried, or what stands against it. */
  public enum State {
    READY(UpstreamFault.UNAVAILABLE, false),
    /** The provider limits us, and rests as long as it asked for. */
    LIMITED(UpstreamFault.RATE_LIMITED, true),
    /** The provider is overloaded, and said until when. */
    OVERLOADED(UpstreamFault.OVERLOADED, true),
    /** The operator's account there is out of money or quota. */
    EXHAUSTED(UpstreamFault.UNAVAILABLE, true),
    /** The operator's key is refused, until somebody does something about it. */
    WRONG_KEY(UpstreamFault.AUTH, false),
    /** The provider does not know the model. */
    MISSING_MODEL(UpstreamFault.MODEL_MISSING, true),
    /** It has failed too often: its circuit is open. */
    OPEN(UpstreamFault.UNAVAILABLE, true),
    /** One call is finding out whether it is well again, or has just found out that it is not. */
    PROBED(UpstreamFault.UNAVAILABLE, false),
    /** It has as many of our calls as it may have. */
    BUSY(UpstreamFault.OVERLOADED, false),
    /** Its next turn comes later, so that its limit is kept. */
    PACED(UpstreamFault.RATE_LIMITED, true);

    private final UpstreamFault fault;
    private final boolean hasEnd;

    State(UpstreamFault fault, boolean hasEnd) {
      this.fault = fault;
      this.hasEnd = hasEnd;
    }

    /** What a caller is told where this is all that there is to say. */
    UpstreamFault fault() {
      return fault;
    }

    /** The word in reports, such as {@code wrong_key}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Standing READY = new Standing(State.READY, 0, 0, 0);

  public boolean isReady() {
    return state == State.READY;
  }

  /** Whether it is known when this ends. */
  public boolean hasEnd() {
    return state.hasEnd;
  }

  /** The same health with what is known of its load. */
  Standing with(State state, long until) {
    return new Standing(state, until, running, typicalNanos);
  }
}
