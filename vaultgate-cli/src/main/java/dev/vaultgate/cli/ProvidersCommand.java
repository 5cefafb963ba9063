package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Providers: list what is known, and try out what is enabled. */
@Command(
    name = "providers",
    description = "List providers, and try them out.",
    mixinStandardHelpOptions = true,
    subcommands = {ProvidersCommand.ListAll.class, ProvidersCommand.Test.class})
final class ProvidersCommand extends Group {

  @Command(
      name = "list",
      description = "List the enabled providers.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Runnable {
    @Mixin private RouterOption configured;
    @Mixin private Output output;

    @Option(names = "--all", description = "List every provider that is known.")
    private boolean all;

    @Override
    public void run() {
      try (Router router = configured.open()) {
        Set<String> enabled =
            router.catalog().providers().stream().map(ProviderRow::id).collect(Collectors.toSet());
        List<ProviderRow> rows = new ArrayList<>(router.catalog().providers());
        if (all) {
          ProviderRegistry.builtIn().rows().stream()
              .filter(row -> !enabled.contains(row.id()))
              .forEach(rows::add);
        }
        ArrayNode tree = Json.mapper().createArrayNode();
        List<List<String>> table = new ArrayList<>();
        for (ProviderRow row : rows) {
          String address = row.baseUrl() == null ? "-" : row.baseUrl();
          String keys = String.join(", ", row.environment().keys());
          boolean on = enabled.contains(row.id());
          tree.addObject()
              .put("id", row.id())
              .put("wire", row.wire())
              .put("base_url", row.baseUrl())
              .put("key_env", keys)
              .put("enabled", on);
          table.add(List.of(row.id(), row.wire(), on ? "on" : "off", keys.isEmpty() ? "-" : keys, address));
        }
        output.table(tree, List.of("ID", "WIRE", "STATE", "KEY VARIABLE", "ADDRESS"), table);
      }
    }
  }

  @Command(
      name = "test",
      description = "Send one short question to a provider, and tell how it went.",
      mixinStandardHelpOptions = true)
  static final class Test implements Callable<Integer> {
    private static final int ANSWER_TOKENS = 16;

    @Mixin private RouterOption configured;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID", description = "The provider's id.")
    private String id;

    @Option(
        names = "--model",
        paramLabel = "NAME",
        description = "The provider's name for a model (otherwise one of the catalogue's).")
    private @Nullable String model;

    @Override
    public Integer call() {
      try (Router router = configured.open()) {
        Deployment deployment = deployment(router);
        SystemTime time = SystemTime.system();
        long started = time.nanoTime();
        try {
          ChatResponse answer = ask(router, deployment);
          long millis = (time.nanoTime() - started) / 1_000_000;
          output.print(
              Json.object().put("deployment", deployment.id()).put("ok", true).put("millis", millis),
              deployment.id() + " answered in " + millis + " ms: " + answer.text().strip());
          return ExitCode.OK.number();
        } catch (VaultGateException e) {
          output.print(
              Json.object()
                  .put("deployment", deployment.id())
                  .put("ok", false)
                  .put("code", e.code())
                  .put("message", e.getMessage()),
              deployment.id() + " failed: " + e.getMessage());
          return ExitCode.UNAVAILABLE.number();
        }
      }
    }

    private static ChatResponse ask(Router router, Deployment deployment) {
      ChatRequest question =
          ChatRequest.of(deployment.model(), "Answer with the word ok.").toBuilder()
              .maxTokens(ANSWER_TOKENS)
              .build();
      return router
          .candidate(deployment)
          .upstream()
          .chat(
              ChatCall.of(question, false),
              AnswerName.KEPT,
              Timeouts.DEFAULT,
              new Cancellation())
          .response();
    }

    private Deployment deployment(Router router) {
      if (model != null) {
        return router.resolve(id + "/" + model, ModelType.TEXT).deployments().get(0);
      }
      return router.catalog().models(SystemTime.system().today()).stream()
          .filter(known -> known.type() != ModelType.IMAGE)
          .map(PublicModel::deployments)
          .flatMap(List::stream)
          .filter(known -> known.provider().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  CommandFailure.notFound(
                      "no model of "
                          + id
                          + " is known here (is its key set? give one with --model NAME)"));
    }
  }
}
