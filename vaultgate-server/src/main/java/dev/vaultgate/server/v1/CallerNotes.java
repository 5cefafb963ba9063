package dev.vaultgate.server.v1;

import dev.vaultgate.client.Notes;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.log.CallLog;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.server.http.Visit;
import java.util.concurrent.TimeUnit;

/** What the log is told of callers, and of requests that come to nothing. */
final class CallerNotes {

  /** The SDKs of OpenAI and Anthropic count their own tries in it, from 0. */
  private static final String RETRIES = "x-stainless-retry-count";

  private CallerNotes() {}

  /** A caller is known, and may be refused. */
  static void begun(Visit visit, ApiKey key, RouteTrace trace) {
    CallLog.askedBy(key.id(), trace);
    if (CallLog.isFull()) {
      String retries = visit.headers().get(RETRIES);
      if (retries != null && !retries.equals("0")) {
        trace.note(Notes.of(RETRIES, retries));
      }
    }
  }

  /** A caller has left, or the server ends his call. */
  static void departed(Visit visit, RouteTrace trace) {
    if (CallLog.isFull() && visit.unheardNanos() >= 0) {
      long millis = TimeUnit.NANOSECONDS.toMillis(visit.unheardNanos());
      trace.note(Notes.of("detection_ms", millis));
    }
  }

  /** A request is answered, or never will be. */
  static void ended(Visit visit, RouteTrace trace) {
    if (CallLog.isFull() && !trace.isSettled()) {
      long nanos = System.nanoTime() - visit.startedNanos();
      CallLog.answered(
          visit.callId(),
          visit.isUnanswered() ? 0 : visit.status(),
          visit.errorCode(),
          TimeUnit.NANOSECONDS.toMillis(nanos),
          trace);
    }
  }
}
