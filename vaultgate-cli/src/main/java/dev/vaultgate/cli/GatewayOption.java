package dev.vaultgate.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A running gateway, by its address and a key. A mixin. */
final class GatewayOption {

  private static final String KEY_VARIABLE = "VAULTGATE_API_KEY";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a running gateway, such as http://127.0.0.1:8080.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key of that gateway (else the variable " + KEY_VARIABLE + ").")
  private @Nullable String key;

  boolean isGiven() {
    if (url == null && key != null) {
      throw CommandFailure.option("--url", "missing", "the gateway that --key is for");
    }
    return url != null;
  }

  /** The gateway of these options, which are given. */
  RemoteGateway open() {
    return new RemoteGateway(
        new RemoteApi(
            Address.of(url == null ? "" : url, "/v1"),
            Address.secret(key, "--key", KEY_VARIABLE, Main.of(command).surroundings())));
  }
}
