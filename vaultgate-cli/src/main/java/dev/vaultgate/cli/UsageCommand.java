package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What was used: the newest calls, and sums over all. */
@Command(
    name = "usage",
    description = "Show the newest calls and the sums of all.",
    mixinStandardHelpOptions = true)
final class UsageCommand implements Runnable {

  @Mixin private StoreOption store;
  @Mixin private Output output;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many calls (otherwise ${DEFAULT-VALUE}).")
  private int last;

  @Override
  public void run() {
    try (Store open = store.open()) {
      UsageLog.Totals totals = open.usage().totals();
      ObjectNode tree = Json.object();
      tree.putObject("totals")
          .put("calls", totals.calls())
          .put("failed", totals.failed())
          .put("prompt_tokens", totals.promptTokens())
          .put("completion_tokens", totals.completionTokens())
          .put("cost", totals.cost().toDollars().toPlainString());
      ArrayNode calls = tree.putArray("calls");
      List<List<String>> rows = new ArrayList<>();
      for (UsageRecord call : open.usage().newest(last)) {
        calls.add(tree(call));
        rows.add(row(call));
      }
      output.table(
          tree,
          List.of("TIME", "REQUEST", "MODEL", "ATTEMPTS", "OUTCOME", "IN", "OUT", "COST", "MS"),
          rows);
      if (!output.isJson()) {
        output
            .out()
            .printf(
                "%n%d calls, %d not whole, %d tokens in, %d out, %s%n",
                totals.calls(),
                totals.failed(),
                totals.promptTokens(),
                totals.completionTokens(),
                totals.cost());
      }
    }
  }

  private static List<String> row(UsageRecord call) {
    return List.of(
        call.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        call.requestId(),
        call.model(),
        call.attempts().isEmpty() ? "-" : call.attempts(),
        call.outcome().word(),
        Long.toString(call.usage().promptTokens()),
        Long.toString(call.usage().completionTokens()),
        call.cost().toString(),
        Long.toString(call.millis()));
  }

  private static ObjectNode tree(UsageRecord call) {
    return Json.object()
        .put("request_id", call.requestId())
        .put("started_at", call.startedAt().toString())
        .put("key_id", call.keyId())
        .put("account", call.account())
        .put("model", call.model())
        .put("attempts", call.attempts())
        .put("stream", call.stream())
        .put("outcome", call.outcome().word())
        .put("status", call.status())
        .put("error_code", call.errorCode())
        .put("prompt_tokens", call.usage().promptTokens())
        .put("completion_tokens", call.usage().completionTokens())
        .put("usage_source", call.source().word())
        .put("cost", call.cost().toDollars().toPlainString())
        .put("millis", call.millis());
  }
}
