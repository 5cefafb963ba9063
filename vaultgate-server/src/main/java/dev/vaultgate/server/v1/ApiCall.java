package dev.vaultgate.server.v1;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.AnswerFacts;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.server.http.Visit;
import dev.vaultgate.server.metrics.CallMeter;

/**
 * One call of the API by somebody who is known.
 *
 * @param visit to be answered
 * @param key of the caller
 * @param tail what follows the path's fixed part, empty for nothing
 * @param meter what is told of the call's fate
 * @param trace what is told of the call's way to an answer
 */
public record ApiCall(Visit visit, ApiKey key, String tail, CallMeter meter, RouteTrace trace) {

  /** The caller as the gateway knows him, whose call the cancellation ends. */
  Caller caller(Cancellation cancellation) {
    return new Caller(
        key,
        visit.callId(),
        cancellation,
        CallerWishes.isStrict(visit.headers()),
        RouteWishes.of(visit.headers()),
        trace);
  }

  /** The same for a whole answer. From here on his departure ends the call. */
  Caller watchedCaller() {
    Cancellation cancellation = new Cancellation();
    visit.watch(cancellation::cancel);
    return caller(cancellation);
  }

  void answeredBy(AnswerFacts facts) {
    meter.answeredBy(facts.provider(), facts.model());
  }
}
