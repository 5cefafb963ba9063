package dev.vaultgate.server.manage;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.time.Duration;
import java.time.Instant;

/** Usage records for tests. */
final class UsageRecords {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static final Instant EARLIER = NOON.minus(Duration.ofDays(9));

  private UsageRecords() {}

  /** A call on an account's credit. */
  static UsageRecord of(Account account, String requestId, String model, Outcome outcome) {
    return of("key_of_" + account.name(), account, requestId, model, outcome, NOON);
  }

  /** A call of a key that went well, some days before the others. */
  static UsageRecord of(ApiKey key, String requestId, String model) {
    return of(key.id(), key.account(), requestId, model, Outcome.OK, EARLIER);
  }

  private static UsageRecord of(
      String key,
      Account account,
      String requestId,
      String model,
      Outcome outcome,
      Instant startedAt) {
    return new UsageRecord(
        requestId,
        startedAt,
        key,
        account.id(),
        account.name(),
        "",
        ModelType.TEXT,
        model,
        "lab",
        "m",
        "lab:200",
        false,
        outcome,
        outcome == Outcome.OK ? 200 : 503,
        outcome == Outcome.OK ? "" : "upstream_timeout",
        Usage.of(10, 5),
        ImagesMade.NONE,
        UsageSource.REPORTED,
        Money.nanos(20_000),
        "input=1000000 output=2000000",
        1_500,
        null,
        40,
        20);
  }
}
