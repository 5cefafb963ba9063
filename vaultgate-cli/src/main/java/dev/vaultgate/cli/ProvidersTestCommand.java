package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries a provider out. */
@Command(
    name = "test",
    description =
        "Send one short question to a provider, and tell whether its key and a chat work. One that"
            + " does not chat is asked for a vector, or for a picture if --model names one of its"
            + " models.")
final class ProvidersTestCommand implements Callable<Integer> {

  @Mixin private CatalogOption configured;
  @Mixin private ServerOption server;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "The provider's id, such as openai.")
  private String id;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The provider's own name for a model (else one of the catalogue's).")
  private @Nullable String model;

  @Override
  public Integer call() {
    JsonNode result = new KnownProviders(configured, server).test(id, model);
    boolean ok = result.path("ok").asBoolean();
    String status = result.path("status").isNumber() ? ", status " + result.path("status") : "";
    output.print(
        result,
        "%s: %s (%s ms%s)"
            .formatted(
                result.path("deployment").asText(),
                result.path("words").asText(),
                result.path("millis").asText(),
                status));
    return (ok ? ExitCode.OK : code(result.path("code").asText())).number();
  }

  private static ExitCode code(String code) {
    return code.startsWith("upstream_") ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
  }
}
