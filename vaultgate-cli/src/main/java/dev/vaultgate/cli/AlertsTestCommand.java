package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Posts a test to a webhook. */
@Command(
    name = "test",
    description =
        "Have a running server post an alert that says nothing; the exit code is 1 if it is not"
            + " taken.")
final class AlertsTestCommand implements Callable<Integer> {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "To this account's webhook (else to the operator's).")
  private @Nullable String account;

  @Override
  public Integer call() {
    String path = ApiPath.with("/alerts/test").query("account", account).toString();
    try (Administration administration = place.open()) {
      JsonNode test = administration.post(path);
      boolean delivered = test.path("delivered").asBoolean();
      output.print(
          test,
          delivered
              ? "The webhook has taken it."
              : test.path("status").isNull()
                  ? "There is no webhook, or nobody answers there."
                  : "The webhook answered " + test.path("status").asInt() + ".");
      return (delivered ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }
}
