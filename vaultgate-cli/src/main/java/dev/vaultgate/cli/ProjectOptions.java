package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the keys of a project may do together. What is not named stays. */
@Command
final class ProjectOptions {

  @Mixin private LimitOptions limits;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "How much its keys may spend in all, in dollars; none for as much as there is.")
  private @Nullable String budget;

  @Option(
      names = "--budget-per-day",
      paramLabel = "USD",
      description = "How much they may spend in a day of UTC, or none.")
  private @Nullable String budgetPerDay;

  @Option(
      names = "--budget-per-month",
      paramLabel = "USD",
      description = "How much they may spend in a month of UTC, or none.")
  private @Nullable String budgetPerMonth;

  /** Adds what was named to the body of a request. */
  void write(ObjectNode body) {
    limits.write(body);
    LimitOptions.amount(body, "budget", "--budget", budget);
    LimitOptions.amount(body, "budget_per_day", "--budget-per-day", budgetPerDay);
    LimitOptions.amount(body, "budget_per_month", "--budget-per-month", budgetPerMonth);
  }
}
