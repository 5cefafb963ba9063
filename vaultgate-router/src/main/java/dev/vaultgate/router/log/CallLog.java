package dev.vaultgate.router.log;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Notes;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of calls that have ended: a line for each call to {@code dev.vaultgate.requests},
 * and before it a line for each of its attempts to {@code dev.vaultgate.attempts}. What a provider
 * is to blame for is a warning; all the rest is for whoever asks for it, because a gateway that is
 * well has nothing to say.
 *
 * <p>What a line says stands in the same order in each: its fields, and behind them what is
 * special, which is not there otherwise.
 */
public final class CallLog {

  private static final Logger REQUESTS = LoggerFactory.getLogger("dev.vaultgate.requests");
  private static final Logger ATTEMPTS = LoggerFactory.getLogger("dev.vaultgate.attempts");

  private static final String KEY = "key";
  private static final String MODEL = "model";
  private static final String BEFORE_DISPATCH = "before_dispatch";
  private static final int ERROR = 400;

  private CallLog() {}

  /** Whether somebody wants to know of calls that nobody is to blame for. */
  public static boolean isFull() {
    return REQUESTS.isDebugEnabled();
  }

  /** Notes who asks, for a call that may be refused before it is known by more. */
  public static void askedBy(String keyId, RouteTrace trace) {
    if (isFull()) {
      trace.note(Notes.of(KEY, keyId));
    }
  }

  /** Notes what for. */
  public static void askedFor(String model, RouteTrace trace) {
    if (isFull()) {
      trace.note(Notes.of(MODEL, model));
    }
  }

  /**
   * A call that was admitted has been settled.
   *
   * @param failure what ended it early, or null
   */
  public static void settled(
      UsageRecord call, RouteTrace trace, @Nullable VaultGateException failure) {
    trace.settled();
    for (RouteTrace.Step attempt : trace.steps()) {
      boolean isProviders = attempt.failure() instanceof UpstreamException;
      if (isProviders) {
        ATTEMPTS.warn(line(call.requestId(), attempt));
      } else if (ATTEMPTS.isDebugEnabled()) {
        ATTEMPTS.debug(line(call.requestId(), attempt));
      }
    }
    if (call.outcome() == Outcome.UPSTREAM_ERROR || call.outcome() == Outcome.PARTIAL) {
      REQUESTS.warn(line(call, trace));
    } else if (REQUESTS.isDebugEnabled()) {
      REQUESTS.debug(line(call, trace));
    }
  }

  /**
   * A request was answered without having been settled: it was refused, or cost nothing.
   *
   * @param requestId unique
   * @param status of the answer; 0 for none, because the caller had left
   * @param code of the error, or null
   */
  public static void answered(
      String requestId, int status, @Nullable String code, long millis, RouteTrace trace) {
    if (REQUESTS.isDebugEnabled()) {
      Notes notes = trace.notes();
      Outcome outcome =
          status == 0 ? Outcome.CLIENT_CLOSED : status < ERROR ? Outcome.OK : Outcome.REJECTED;
      if (status == 0) {
        notes = notes.with("stage", BEFORE_DISPATCH);
      }
      REQUESTS.debug(
          new Fields()
              .text("request", requestId)
              .text(KEY, notes.value(KEY))
              .text(MODEL, notes.value(MODEL))
              .text("outcome", outcome.word())
              .number("status", status)
              .text("code", code)
              .number("ms", millis)
              .notes(notes.without(KEY).without(MODEL))
              .toString());
    }
  }

  private static String line(UsageRecord call, RouteTrace trace) {
    return new Fields()
        .text("request", call.requestId())
        .text(KEY, call.keyId())
        .text(MODEL, call.model())
        .text("outcome", call.outcome().word())
        .number("status", call.status())
        .text("code", call.errorCode())
        .number("ms", call.millis())
        .text("provider", call.provider())
        .text("usage_source", call.source().word())
        .number("prompt_tokens", call.usage().promptTokens())
        .number("completion_tokens", call.usage().completionTokens())
        .number("cost", call.cost().toDollars())
        .number("bytes", call.bytesOut())
        .number("first_content_ms", call.firstContentMillis())
        .text("attempts", call.attempts())
        .notes(stage(call, trace))
        .notes(trace.notes().without(KEY).without(MODEL))
        .toString();
  }

  /** How far a call had come whose caller left. */
  private static Notes stage(UsageRecord call, RouteTrace trace) {
    if (call.outcome() != Outcome.CLIENT_CLOSED && call.outcome() != Outcome.CLIENT_STALLED) {
      return Notes.NONE;
    }
    return Notes.of(
        "stage",
        call.firstContentMillis() != null
            ? "content"
            : trace.steps().isEmpty() ? BEFORE_DISPATCH : "before_content");
  }

  private static String line(String requestId, RouteTrace.Step attempt) {
    Notes notes = attempt.notes();
    Fields line =
        new Fields()
            .text("request", requestId)
            .text("route", attempt.deployment())
            .text("status", attempt.outcome())
            .text("class", attempt.kind())
            .number("ms", attempt.millis())
            .text(Notes.UPSTREAM_REQUEST, notes.value(Notes.UPSTREAM_REQUEST))
            .notes(notes.without(Notes.UPSTREAM_REQUEST).without(Notes.CLASS));
    if (attempt.failure() instanceof UpstreamException upstream
        && !upstream.report().message().isEmpty()) {
      line.text("said", upstream.report().message());
    }
    return line.toString();
  }
}
