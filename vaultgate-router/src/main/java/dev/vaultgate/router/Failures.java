package dev.vaultgate.router;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import org.jspecify.annotations.Nullable;

/** Failures in words for the log. */
final class Failures {

  private Failures() {}

  static String story(@Nullable VaultGateException failure) {
    if (failure == null) {
      return "";
    }
    if (failure instanceof UpstreamException upstream) {
      UpstreamException.Report report = upstream.report();
      String id =
          report.requestId() == null ? "" : " (provider's request " + report.requestId() + ")";
      return ": "
          + upstream.fault().code()
          + " at "
          + report.deployment()
          + ": "
          + report.message()
          + id;
    }
    return ": " + failure.code();
  }
}
