package dev.vaultgate.examples.scale;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Made-up calls of a company with 200 keys in 40 accounts and 50 projects, which use 30 models of 8
 * providers: a few keys and models much, most of them little, one call in twenty without success.
 * The last key and the last model were in use on the first days only. The same seed makes the same
 * calls.
 */
final class Calls {

  static final Instant UNTIL = Instant.parse("2026-11-28T00:00:00Z");
  static final Duration SPAN = Duration.ofDays(90);

  static final int KEYS = 200;
  static final int MODELS = 30;
  private static final int ACCOUNTS = 40;
  private static final int PROJECTS = 50;
  private static final int PROVIDERS = 8;
  private static final int MODELS_OF_KEY = 8;
  private static final Duration EARLY = Duration.ofDays(8);

  private static final Outcome[] FAILURES = {
    Outcome.UPSTREAM_ERROR,
    Outcome.UPSTREAM_ERROR,
    Outcome.CALLER_ERROR,
    Outcome.CALLER_ERROR,
    Outcome.PARTIAL,
    Outcome.CLIENT_CLOSED
  };
  private static final String[] CODES = {
    "upstream_timeout",
    "upstream_overloaded",
    "invalid_value",
    "context_length_exceeded",
    "upstream_stream_truncated",
    ""
  };
  private static final int[] STATUSES = {503, 503, 400, 400, 200, 499};

  private final Random random;
  private final boolean namesGrow;
  private final Instant from;
  private final Duration span;
  private final long count;
  private long made;

  /** So many, spread over {@link #SPAN}. */
  Calls(long seed, long count) {
    this(seed, UNTIL.minus(SPAN), SPAN, count, false);
  }

  /** So many, spread over a time; their names grow with it, as a gateway's do. */
  Calls(long seed, Instant from, Duration span, long count) {
    this(seed, from, span, count, true);
  }

  private Calls(long seed, Instant from, Duration span, long count, boolean namesGrow) {
    this.random = new Random(seed);
    this.namesGrow = namesGrow;
    this.from = from;
    this.span = span;
    this.count = count;
  }

  static String key(int number) {
    return "key_%04d".formatted(number);
  }

  static String account(int key) {
    return "account-" + key % ACCOUNTS;
  }

  static String project(int key) {
    return key % 4 == 0 ? "" : "project-" + key % PROJECTS;
  }

  static String model(int number) {
    return "model-%02d-%s".formatted(number, type(number).key());
  }

  private static ModelType type(int model) {
    return ModelType.values()[model % 5 == 4 ? 1 + model % 3 : 0];
  }

  /** The next call; calls follow each other in time. */
  UsageRecord next() {
    Instant startedAt = from.plusMillis((long) ((double) span.toMillis() * made++ / count));
    boolean early = startedAt.isBefore(UNTIL.minus(SPAN).plus(EARLY));
    int key = early && random.nextInt(50) == 0 ? KEYS - 1 : skewed(KEYS - 1);
    int model = (key * 7 + skewed(MODELS_OF_KEY)) % (MODELS - 1);
    if (early && random.nextInt(50) == 0) {
      model = MODELS - 1;
    }
    int failure = random.nextInt(20) == 0 ? random.nextInt(FAILURES.length) : -1;
    boolean answered = failure < 0 || FAILURES[failure] == Outcome.PARTIAL;
    long prompt = 20 + (long) Math.exp(random.nextGaussian() + 6);
    long completion = answered ? 1 + (long) Math.exp(random.nextGaussian() + 5) : 0;
    long millis = 50 + (long) Math.exp(random.nextGaussian() * 0.9 + 7.5);
    String provider = "provider-" + (model + random.nextInt(4) / 3) % PROVIDERS;
    return new UsageRecord(
        "%016x%08x".formatted(namesGrow ? startedAt.toEpochMilli() : random.nextLong(), made),
        startedAt,
        key(key),
        1 + key % ACCOUNTS,
        account(key),
        project(key),
        type(model),
        model(model),
        answered ? provider : "",
        answered ? "upstream-" + model : "",
        provider + ":" + (failure < 0 ? 200 : STATUSES[failure]),
        random.nextBoolean(),
        failure < 0 ? Outcome.OK : FAILURES[failure],
        failure < 0 ? 200 : STATUSES[failure],
        failure < 0 ? "" : CODES[failure],
        Usage.of(prompt, completion, prompt / 3, 0, completion / 5),
        ImagesMade.NONE,
        UsageSource.REPORTED,
        Money.nanos(prompt * 2_500 + completion * 10_000),
        "input=2500000 output=10000000",
        millis,
        answered ? millis / 4 : null,
        prompt * 4,
        completion * 4);
  }

  /** Small numbers much more often than large ones. */
  private int skewed(int bound) {
    double chance = random.nextDouble();
    return (int) (bound * chance * chance * chance);
  }
}
