package dev.vaultgate.router.route;

import dev.vaultgate.client.Cancellation;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a router, as its owner sees it: how he ends it, what he wishes, and,
 * when it is over, what happened on the way, whether there was an answer or not.
 */
public final class Errand {

  private final Cancellation cancellation;
  private final Wishes wishes;
  private final BooleanSupplier paysTwice;
  private final RouteTrace trace;
  private volatile @Nullable Place begun;

  /**
   * @param paysTwice whether two answers could be paid for; asked only when a second attempt is
   *     about to run beside the first
   * @param trace is told what happens on the way
   */
  public Errand(
      Cancellation cancellation, Wishes wishes, BooleanSupplier paysTwice, RouteTrace trace) {
    this.cancellation = cancellation;
    this.wishes = wishes;
    this.paysTwice = paysTwice;
    this.trace = trace;
  }

  /** An errand without wishes. */
  public static Errand of(Cancellation cancellation) {
    return new Errand(cancellation, Wishes.NONE, () -> true, new RouteTrace());
  }

  public Cancellation cancellation() {
    return cancellation;
  }

  public Wishes wishes() {
    return wishes;
  }

  boolean paysTwice() {
    return paysTwice.getAsBoolean();
  }

  /** A provider has begun to answer with a stream, or, with null, has come to nothing. */
  public void begun(@Nullable Place by) {
    begun = by;
  }

  /** Who has begun to answer with a stream that nothing was given out of yet; null when nobody. */
  public @Nullable Place begun() {
    return begun;
  }

  /** What has happened so far. */
  public RouteTrace trace() {
    return trace;
  }
}
