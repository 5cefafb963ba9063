package dev.vaultgate.router.usage;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Usage records for tests. */
public final class Records {

  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Records() {}

  /** A call that went well at noon. */
  public static UsageRecord ok(String requestId) {
    return record(requestId, NOON, "key_1", "m-text", Outcome.OK);
  }

  /** A call that went well at another time. */
  public static UsageRecord at(String requestId, Instant startedAt) {
    return record(requestId, startedAt, "key_1", "m-text", Outcome.OK);
  }

  public static UsageRecord record(
      String requestId, Instant startedAt, String keyId, String model, Outcome outcome) {
    return record(
        requestId,
        startedAt,
        keyId,
        model,
        "openai",
        "gpt-4o",
        outcome,
        Usage.of(1_000, 500, 300, 20, 10),
        ImagesMade.NONE,
        Money.nanos(1_234_567));
  }

  /** A call that went well at noon, and what its price hangs on. */
  public static UsageRecord priced(
      String model,
      String provider,
      String upstreamModel,
      Usage usage,
      ImagesMade images,
      Money cost) {
    return record(
        "r", NOON, "key_1", model, provider, upstreamModel, Outcome.OK, usage, images, cost);
  }

  private static UsageRecord record(
      String requestId,
      Instant startedAt,
      String keyId,
      String model,
      String provider,
      String upstreamModel,
      Outcome outcome,
      Usage usage,
      ImagesMade images,
      Money cost) {
    return new UsageRecord(
        requestId,
        startedAt,
        keyId,
        keyId.hashCode(),
        "account of " + keyId,
        "project of " + keyId,
        ModelType.TEXT,
        model,
        provider,
        upstreamModel,
        "openai:429,azure:200",
        true,
        outcome,
        200,
        "",
        usage,
        images,
        UsageSource.REPORTED,
        cost,
        "input=2500000 output=10000000",
        1_500,
        321L,
        4_000,
        2_000);
  }

  /** The same call, which took so long. */
  public static UsageRecord lasting(UsageRecord call, long millis) {
    return new UsageRecord(
        call.requestId(),
        call.startedAt(),
        call.keyId(),
        call.accountId(),
        call.account(),
        call.projectId(),
        call.type(),
        call.model(),
        call.provider(),
        call.upstreamModel(),
        call.attempts(),
        call.stream(),
        call.outcome(),
        call.status(),
        call.errorCode(),
        call.usage(),
        call.images(),
        call.source(),
        call.cost(),
        call.rates(),
        millis,
        call.firstContentMillis(),
        call.bytesIn(),
        call.bytesOut());
  }

  /** Some call of the last days before noon, of one of a few keys and models. */
  public static UsageRecord random(Random random) {
    int key = random.nextInt(6);
    int model = random.nextInt(4);
    Outcome outcome = random.nextInt(5) > 0 ? Outcome.OK : Outcome.values()[random.nextInt(8)];
    boolean isWhole = outcome == Outcome.OK;
    @Nullable Long firstContent = random.nextBoolean() ? (long) random.nextInt(1_000) : null;
    return new UsageRecord(
        Long.toHexString(random.nextLong()),
        NOON.minusMillis(random.nextInt(5 * 24 * 3_600_000)),
        "key_" + key,
        key % 3,
        "account " + key % 3,
        key % 2 == 0 ? "" : "project " + key,
        ModelType.values()[model % 2],
        "model-" + model,
        isWhole ? "provider-" + random.nextInt(2) : "",
        isWhole ? "upstream-" + model : "",
        "provider-0:200",
        random.nextBoolean(),
        outcome,
        isWhole ? 200 : 503,
        isWhole ? "" : "upstream_timeout",
        Usage.of(random.nextInt(9_000), random.nextInt(900), random.nextInt(90), 0, 7),
        random.nextBoolean()
            ? ImagesMade.NONE
            : new ImagesMade(
                1 + random.nextInt(3), "1024x1024", random.nextBoolean() ? "hd" : null),
        UsageSource.REPORTED,
        Money.nanos(random.nextInt(1_000_000)),
        "",
        random.nextInt(30_000),
        firstContent,
        random.nextInt(10_000),
        random.nextInt(10_000));
  }
}
