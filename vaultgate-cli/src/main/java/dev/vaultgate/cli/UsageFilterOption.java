package dev.vaultgate.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which calls a command is about: those that fit every option. A mixin. */
final class UsageFilterOption {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only calls of the last so much time: 30m, 24h or 7d.")
  private @Nullable String since;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "Only calls from then on: 2027-01-31 or 2027-01-31T12:00:00Z, UTC.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "DATE", description = "Only calls before then.")
  private @Nullable String until;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only calls of this key, by its id, or its name if no other in use has it.")
  private @Nullable String key;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "Only calls on the credit of this account.")
  private @Nullable String account;

  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "Only calls of keys of this project.")
  private @Nullable String project;

  @Option(names = "--model", paramLabel = "NAME", description = "Only calls of this public model.")
  private @Nullable String model;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only calls that this provider answered.")
  private @Nullable String provider;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only calls of models of this type: text, image, hybrid or embedding.")
  private @Nullable String type;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only calls that ended so, such as ok or partial; failed for all but ok.")
  private @Nullable String outcome;

  @Option(
      names = "--status",
      paramLabel = "N",
      description = "Only calls answered with this HTTP status.")
  private @Nullable Integer status;

  @Option(
      names = "--error",
      paramLabel = "CODE",
      description = "Only calls that failed with this code.")
  private @Nullable String error;

  /** Adds the parameters to a path. */
  ApiPath addTo(ApiPath path, Administration administration) {
    if (since != null && from != null) {
      throw CommandFailure.option("--since", since, "that or --from, not both");
    }
    return path.query("from", begin())
        .query("until", until == null ? null : Times.instant("--until", until))
        .query("key_id", key == null ? null : KeyLookup.id(administration, key))
        .query("account", account)
        .query("project_id", project)
        .query("model", model)
        .query("provider", provider)
        .query("type", type)
        .query("outcome", outcome)
        .query("status", status)
        .query("error_code", error);
  }

  private @Nullable Instant begin() {
    if (since != null) {
      return Instant.now().minus(Times.span("--since", since));
    }
    return from == null ? null : Times.instant("--from", from);
  }
}
