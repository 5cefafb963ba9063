package dev.vaultgate.router;

import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.limit.KeyLimits;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to make one call: its place among the key's running calls and the credit that is held
 * for it. It ends exactly once, however the call ends and whoever says so first.
 */
final class Permit {

  /** What happens at the end. */
  @FunctionalInterface
  interface OnEnd {
    void settle(Permit permit, Ending ending);
  }

  private final Caller caller;
  private final PublicModel model;
  private final boolean stream;
  private final KeyLimits.Place place;
  private final Hold hold;
  private final long promptBytes;
  private final SystemTime time;
  private final long startedNanos;
  private final long startedMillis;
  private final OnEnd onEnd;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final @Nullable ImageSpec images;

  /** Why nobody is to be asked, so that nothing is held; for the thread that was given it. */
  private @Nullable VaultGateException refusal;

  /** What came of a named request; for the thread that ends it. */
  private @Nullable StoredAnswer answer;

  /** What an image's price hangs on. */
  record ImageSpec(@Nullable String size, @Nullable String quality) {}

  Permit(
      Caller caller,
      PublicModel model,
      boolean stream,
      @Nullable ImageSpec images,
      long promptBytes,
      KeyLimits.Place place,
      Hold hold,
      SystemTime time,
      OnEnd onEnd) {
    this.caller = caller;
    this.model = model;
    this.stream = stream;
    this.images = images;
    this.promptBytes = promptBytes;
    this.time = time;
    this.place = place;
    this.hold = hold;
    this.startedNanos = time.nanoTime();
    this.startedMillis = time.now().toEpochMilli();
    this.onEnd = onEnd;
  }

  /** The same for a call that nobody would answer. */
  Permit refusing(@Nullable VaultGateException why) {
    refusal = why;
    return this;
  }

  /** Why nobody is to be asked; null for a call that is to be made. */
  @Nullable VaultGateException refusal() {
    return refusal;
  }

  Caller caller() {
    return caller;
  }

  PublicModel model() {
    return model;
  }

  boolean stream() {
    return stream;
  }

  Hold hold() {
    return hold;
  }

  /** Whether the answer is kept for whoever sends the request again. */
  boolean keepsAnswer() {
    return caller.claim() != null && caller.key().terms().storesAnswers();
  }

  /**
   * Notes that the answer is whole. Comes before the end.
   *
   * @param body to keep; null for none
   */
  void answered(AnswerFacts facts, byte @Nullable [] body) {
    if (caller.claim() != null) {
      answer = keepsAnswer() ? Replays.store(facts, body) : StoredAnswer.NOT_KEPT;
    }
  }

  /** What came of a named request, or null when it has no name, or was not answered whole. */
  @Nullable StoredAnswer answer() {
    return answer;
  }

  /** How long the call has been running. */
  long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - startedNanos);
  }

  /** The size of the prompt as text. */
  long promptBytes() {
    return promptBytes;
  }

  /** When the call began, in milliseconds since 1970. */
  long startedMillis() {
    return startedMillis;
  }

  /** The deployment that answered, or null when none did. */
  @Nullable Deployment answeredBy(Ending ending) {
    return ending.place() < 0 ? null : model.deployments().get(ending.place());
  }

  /** The prices that {@link #cost} goes by, in words. */
  String rates(Ending ending) {
    Deployment deployment = answeredBy(ending);
    return deployment == null ? "" : Cost.rates(deployment.price(), ending.usage());
  }

  /** What is held for the call, or null when nobody pays for it. */
  @Nullable Money held() {
    return hold.isNothing() ? null : hold.amount();
  }

  /** What the call costs: never more than was held where nobody but us has counted. */
  Money cost(Ending ending) {
    Money cost = priced(ending);
    Money held = held();
    return held == null || ending.source() == UsageSource.REPORTED ? cost : cost.min(held);
  }

  private Money priced(Ending ending) {
    Deployment deployment = answeredBy(ending);
    if (deployment == null) {
      return Money.ZERO;
    }
    return Cost.of(deployment.price(), ending.usage(), images(ending));
  }

  /** The images that were made. */
  ImagesMade images(Ending ending) {
    return images == null
        ? ImagesMade.NONE
        : new ImagesMade(ending.images(), images.size(), images.quality());
  }

  void end(Ending ending) {
    if (ended.compareAndSet(false, true)) {
      place.leave(ending.tokens());
      onEnd.settle(this, ending);
    }
  }
}
