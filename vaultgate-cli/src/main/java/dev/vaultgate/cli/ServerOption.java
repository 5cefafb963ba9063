package dev.vaultgate.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A running server in the place of what is configured here. A mixin. */
final class ServerOption {

  private static final String KEY_VARIABLE = "VAULTGATE_ADMIN_KEY";
  private static final String PATH = "/api/v1";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a running server, such as http://127.0.0.1:8080, instead.")
  private @Nullable String url;

  @Option(
      names = "--admin-key",
      paramLabel = "KEY",
      description = "What opens that server (else the variable " + KEY_VARIABLE + ").")
  private @Nullable String adminKey;

  /** The server's API, if one was named. */
  Optional<RemoteApi> api() {
    if (url == null) {
      if (adminKey != null) {
        throw CommandFailure.option("--url", "missing", "the server that --admin-key is for");
      }
      return Optional.empty();
    }
    return Optional.of(
        new RemoteApi(
            Address.of(url, PATH),
            Address.secret(
                adminKey, "--admin-key", KEY_VARIABLE, Main.of(command).surroundings())));
  }
}
