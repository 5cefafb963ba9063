package dev.vaultgate.server.v1;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.AnswerFacts;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.server.http.FormPart;
import dev.vaultgate.server.http.Visit;
import dev.vaultgate.server.metrics.CallMeter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API by somebody who is known.
 *
 * @param visit to be answered
 * @param key of the caller
 * @param tail what follows the path's fixed part, empty for nothing
 * @param meter what is told of the call's fate
 * @param trace what is told of the call's way to an answer
 * @param claim the name that the caller gave it, or null for none; known when the body is read
 */
public record ApiCall(
    Visit visit,
    ApiKey key,
    String tail,
    CallMeter meter,
    RouteTrace trace,
    @Nullable Claim claim) {

  /** The same with this body. */
  ApiCall with(byte[] body) {
    return with(IdempotencyKey.of(visit, key, body));
  }

  /** The same with this form. */
  ApiCall with(List<FormPart> form) {
    return with(IdempotencyKey.of(visit, key, form));
  }

  private ApiCall with(@Nullable Claim claim) {
    return claim == null ? this : new ApiCall(visit, key, tail, meter, trace, claim);
  }

  /** The caller as the gateway knows him, whose call the cancellation ends. */
  Caller caller(Cancellation cancellation) {
    return new Caller(
        key,
        visit.callId(),
        cancellation,
        CallerWishes.isStrict(visit.headers()),
        RouteWishes.of(visit.headers()),
        trace,
        claim);
  }

  /** The same for a whole answer. From here on his departure ends the call. */
  Caller watchedCaller() {
    Cancellation cancellation = new Cancellation();
    visit.watch(() -> end(cancellation));
    return caller(cancellation);
  }

  /** Ends a call whose caller has left, or which the server has to end: then for its reason. */
  void end(Cancellation cancellation) {
    VaultGateException because = visit.cutBecause();
    CallerNotes.departed(visit, trace);
    if (because == null && visit.isStalled()) {
      cancellation.cancel(CancelledException.stalled());
    } else if (because == null) {
      cancellation.cancel();
    } else {
      cancellation.cancel(because);
    }
  }

  void answeredBy(AnswerFacts facts) {
    meter.answeredBy(facts.provider(), facts.model());
  }
}
