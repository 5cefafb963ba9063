package dev.vaultgate.router.route;

import java.util.List;

/** What happened on a route in few words: {@code openai:429,azure:200}. */
public final class RouteTrace {

  private RouteTrace() {}

  /** The failed attempts, and then the provider that answered. */
  public static String answered(List<String> providers, List<Attempt> failed, String provider) {
    return failed(providers, failed) + (failed.isEmpty() ? "" : ",") + provider + ":200";
  }

  /** The failed attempts alone; empty when none was made. */
  public static String failed(List<String> providers, List<Attempt> failed) {
    StringBuilder trace = new StringBuilder();
    for (Attempt attempt : failed) {
      trace
          .append(trace.isEmpty() ? "" : ",")
          .append(providers.get(attempt.place()))
          .append(':')
          .append(attempt.outcome());
    }
    return trace.toString();
  }
}
