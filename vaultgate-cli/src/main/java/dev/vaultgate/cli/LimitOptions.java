package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast keys and projects may be used, and how many tokens. What is not named stays. */
@Command
final class LimitOptions {

  private static final String NONE = "none";

  @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute, 0 for no limit.")
  private @Nullable Integer requestsPerMinute;

  @Option(names = "--tpm", paramLabel = "N", description = "Tokens per minute, 0 for no limit.")
  private @Nullable Integer tokensPerMinute;

  @Option(names = "--concurrency", paramLabel = "N", description = "Calls at once, 0 for no limit.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--token-quota",
      paramLabel = "N",
      description = "Tokens in all, or none for no bound.")
  private @Nullable String tokenQuota;

  @Option(
      names = "--tokens-per-day",
      paramLabel = "N",
      description = "Tokens in a day of UTC, or none.")
  private @Nullable String tokensPerDay;

  @Option(
      names = "--tokens-per-month",
      paramLabel = "N",
      description = "Tokens in a month of UTC, or none.")
  private @Nullable String tokensPerMonth;

  /** Adds what was named to the body of a request. */
  void write(ObjectNode body) {
    limit(body, "requests_per_minute", "--rpm", requestsPerMinute);
    limit(body, "tokens_per_minute", "--tpm", tokensPerMinute);
    limit(body, "concurrency_max", "--concurrency", concurrency);
    count(body, "token_quota", "--token-quota", tokenQuota);
    count(body, "tokens_per_day", "--tokens-per-day", tokensPerDay);
    count(body, "tokens_per_month", "--tokens-per-month", tokensPerMonth);
  }

  static void limit(ObjectNode body, String member, String option, @Nullable Integer value) {
    if (value != null) {
      if (value < 0) {
        throw CommandFailure.option(option, value, "0 or more");
      }
      body.put(member, value);
    }
  }

  private static void count(ObjectNode body, String member, String option, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (value.equals(NONE)) {
      body.putNull(member);
      return;
    }
    if (!value.matches("[0-9]{1,18}")) {
      throw CommandFailure.option(option, value, "a count of tokens such as 1000000, or none");
    }
    body.put(member, Long.parseLong(value));
  }

  /** Adds an amount of money, or null for {@code none}. */
  static void amount(ObjectNode body, String member, String option, @Nullable String value) {
    if (value != null) {
      body.put(
          member,
          value.equals(NONE)
              ? null
              : Amounts.zeroOrMore(option, value).toDollars().toPlainString());
    }
  }
}
