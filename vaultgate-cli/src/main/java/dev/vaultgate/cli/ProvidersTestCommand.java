package dev.vaultgate.cli;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.catalog.TokenRates;
import dev.vaultgate.router.time.SystemTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries a provider out. */
@Command(
    name = "test",
    description = "Send one short question to a provider, and tell how it went.")
final class ProvidersTestCommand implements Callable<Integer> {

  private static final int ANSWER_TOKENS = 16;

  /** One that will stay, and costs least; of the demo's, the plain one. */
  private static final Comparator<Deployment> MOST_FIT =
      Comparator.comparing(ProvidersTestCommand::isDeprecated)
          .thenComparingLong(ProvidersTestCommand::price)
          .thenComparingInt(deployment -> deployment.model().length());

  @Mixin private CatalogOption configured;
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
    try (Router router = configured.open()) {
      checkEnabled(router);
      Deployment deployment = deployment(router);
      SystemTime time = SystemTime.system();
      long started = time.nanoTime();
      try {
        String answer = ask(router, deployment).text().strip();
        long millis = (time.nanoTime() - started) / 1_000_000;
        output.print(
            Json.object()
                .put("deployment", deployment.id())
                .put("ok", true)
                .put("millis", millis)
                .put("answer", answer),
            deployment.id() + " answered in " + millis + " ms: " + answer);
        return ExitCode.OK.number();
      } catch (VaultGateException e) {
        output.print(
            Json.object()
                .put("deployment", deployment.id())
                .put("ok", false)
                .put("code", e.code())
                .put("message", Errors.message(e)),
            deployment.id() + " failed: " + Errors.message(e));
        return Errors.code(e).number();
      }
    }
  }

  private void checkEnabled(Router router) {
    if (router.catalog().providers().stream().noneMatch(row -> row.id().equals(id))) {
      throw CommandFailure.notFound(
          ProviderRegistry.builtIn().rows().stream()
              .filter(row -> row.id().equals(id))
              .findFirst()
              .map(ProvidersTestCommand::offBecause)
              .orElse("there is no provider " + id + " (see: providers list --all)"));
    }
  }

  private static String offBecause(ProviderRow row) {
    List<String> variables = row.environment().keys();
    return "provider "
        + row.id()
        + " is not enabled: "
        + (variables.isEmpty()
            ? "name it in vaultgate.yaml"
            : "set " + String.join(" or ", variables));
  }

  private static ChatResponse ask(Router router, Deployment deployment) {
    ChatRequest question =
        ChatRequest.of(deployment.model(), "Answer with the word ok.").toBuilder()
            .maxTokens(ANSWER_TOKENS)
            .build();
    return router
        .candidate(deployment)
        .upstream()
        .chat(ChatCall.of(question, false), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation())
        .response();
  }

  private Deployment deployment(Router router) {
    if (model != null) {
      return router.resolve(id + "/" + model, ModelType.TEXT).deployments().get(0);
    }
    return router.catalog().models(SystemTime.system().today()).stream()
        .filter(known -> known.type().endpoint().equals("chat"))
        .map(PublicModel::deployments)
        .flatMap(List::stream)
        .filter(known -> known.provider().equals(id))
        .min(MOST_FIT)
        .orElseThrow(
            () ->
                CommandFailure.option(
                    "--model", "missing", "a model, because none of " + id + " is catalogued"));
  }

  private static boolean isDeprecated(Deployment deployment) {
    return deployment.row() != null && deployment.row().lifecycle().deprecated();
  }

  /** What the answer costs; the dearest when nobody has said. */
  private static long price(Deployment deployment) {
    TokenRates rates = deployment.price() == null ? null : deployment.price().tokens();
    return rates == null ? Long.MAX_VALUE : rates.output();
  }
}
