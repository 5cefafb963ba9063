package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.time.Instant;

/** Usage records for tests. */
final class Records {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Records() {}

  /** A call that went well at noon. */
  static UsageRecord ok(String requestId) {
    return record(requestId, NOON, "key_1", "m-text", Outcome.OK);
  }

  static UsageRecord record(
      String requestId, Instant startedAt, String keyId, String model, Outcome outcome) {
    return new UsageRecord(
        requestId,
        startedAt,
        keyId,
        "account of " + keyId,
        model,
        "openai",
        "gpt-4o",
        "openai:429,azure:200",
        true,
        outcome,
        200,
        "",
        Usage.of(1_000, 500, 300, 20, 10),
        UsageSource.REPORTED,
        Money.nanos(1_234_567),
        "input=2500000 output=10000000",
        1_500,
        321L,
        4_000,
        2_000);
  }
}
