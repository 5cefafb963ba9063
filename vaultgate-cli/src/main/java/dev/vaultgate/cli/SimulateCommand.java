package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.simulate.Report;
import dev.vaultgate.router.simulate.Scenario;
import dev.vaultgate.router.simulate.Simulation;
import dev.vaultgate.router.simulate.Watcher;
import dev.vaultgate.server.config.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a failure story. */
@Command(
    name = "simulate",
    description = "Play a failure story through the decisions that serve real calls.",
    footer = {
      "",
      "Nobody is asked, and the clock jumps from event to event: an hour takes less than a second.",
      "The same scenario gives the same output, to the last byte. docs/routing.md shows how one is",
      "written."
    })
final class SimulateCommand implements Runnable {

  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", description = "The scenario, in YAML.")
  private Path file;

  @Option(names = "--summary", description = "Print no decisions, only what came of them.")
  private boolean summary;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another story of the same kind (else the scenario's seed).")
  private @Nullable Integer seed;

  @Override
  public void run() {
    if (!Files.isReadable(file)) {
      throw CommandFailure.notFound(file + ": there is no such file");
    }
    Scenario read = ScenarioReader.read(file);
    Scenario scenario = seed == null ? read : read.withSeed(seed);
    ArrayNode decisions = Json.mapper().createArrayNode();
    Report report = Simulation.run(scenario, watcher(scenario, decisions));
    ObjectNode tree = tree(report);
    if (output.isJson()) {
      if (!summary) {
        tree.set("decisions", decisions);
      }
      output.print(tree, "");
    } else {
      print(report);
    }
  }

  private Watcher watcher(Scenario scenario, ArrayNode decisions) {
    if (summary) {
      return Watcher.NONE;
    }
    return output.isJson()
        ? new SimulatedDecisions.InJson(scenario, decisions)
        : new SimulatedDecisions.InLines(scenario, output.out());
  }

  private static ObjectNode tree(Report report) {
    ObjectNode tree =
        Json.object()
            .put("requests", report.calls())
            .put("success_percent", percent(report.success()))
            .put("broken_off", report.cut())
            .put("left", report.left())
            .put("attempts", report.attempts());
    ObjectNode failed = tree.putObject("failed");
    report.faults().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(entry -> failed.put(entry.getKey().code(), entry.getValue()));
    tree.putObject("first_content_ms")
        .put("p50", report.millis(0.5))
        .put("p95", report.millis(0.95))
        .put("p99", report.millis(0.99));
    tree.put("cost", report.cost().toDollars().toPlainString());
    tree.put("operators_cost", report.operatorCost().toDollars().toPlainString());
    ArrayNode lines = tree.putArray("deployments");
    for (Report.Line line : report.lines()) {
      lines
          .addObject()
          .put("deployment", line.deployment())
          .put("answered", line.answered())
          .put("failed", line.failed())
          .put("lost", line.lost());
    }
    return tree;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", Math.floor(share * 100_000) / 1000);
  }

  private void print(Report report) {
    if (!summary) {
      output.out().println();
    }
    output
        .out()
        .printf(
            Locale.ROOT,
            "%d requests, %s %% answered, %d broken off, %d callers left%n",
            report.calls(),
            percent(report.success()),
            report.cut(),
            report.left());
    report.faults().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            entry ->
                output
                    .out()
                    .printf(Locale.ROOT, "%d %s%n", entry.getValue(), entry.getKey().code()));
    output
        .out()
        .printf(
            Locale.ROOT,
            "first content: p50 %d ms, p95 %d ms, p99 %d ms%n",
            report.millis(0.5),
            report.millis(0.95),
            report.millis(0.99));
    output
        .out()
        .printf(
            Locale.ROOT,
            "%d attempts, %.3f a request; cost %s, and for the operator %s%n%n",
            report.attempts(),
            report.calls() == 0 ? 0 : report.attempts() / (double) report.calls(),
            report.cost(),
            report.operatorCost());
    Table table = Table.of("DEPLOYMENT", "ANSWERED", "FAILED", "LOST");
    report
        .lines()
        .forEach(line -> table.row(line.deployment(), line.answered(), line.failed(), line.lost()));
    table.print(output.out());
    output.out().flush();
  }
}
