package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import java.util.List;

/** What a caller is told when nobody has answered. */
final class RouteFailure {

  private RouteFailure() {}

  /** The last failure is the cause, the others ride along, so that one log line tells the story. */
  static VaultGateException of(Journey journey, NextStep.GiveUp giveUp) {
    List<Attempt> attempts = journey.attempts();
    VaultGateException last =
        attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).failure();
    if (giveUp.fault() == null && last != null) {
      return last;
    }
    if (giveUp.fault() == null) {
      throw new IllegalStateException("a call was given up for no reason");
    }
    UpstreamException all =
        new UpstreamException(giveUp.fault(), report(journey, last), giveUp.retryAfter(), last);
    for (Attempt attempt : attempts) {
      if (attempt.failure() != null && attempt.failure() != last) {
        all.addSuppressed(attempt.failure());
      }
    }
    return all;
  }

  private static UpstreamException.Report report(
      Journey journey, @org.jspecify.annotations.Nullable VaultGateException last) {
    String story = journey.trace().story();
    if (!(last instanceof UpstreamException failed)) {
      return new UpstreamException.Report("", "", 0, story, null);
    }
    UpstreamException.Report report = failed.report();
    return new UpstreamException.Report(
        report.provider(),
        report.deployment(),
        report.status(),
        story + ": " + report.message(),
        report.requestId());
  }
}
