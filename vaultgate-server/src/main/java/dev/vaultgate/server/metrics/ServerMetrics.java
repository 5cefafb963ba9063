package dev.vaultgate.server.metrics;

import dev.vaultgate.router.usage.UsageRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The meters of the server. A meter is found by a record of its labels, because to ask the registry
 * for each call would cost more than to count. Safe for many threads.
 */
public final class ServerMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(120)
  };

  /** Beyond so many of one kind, further models are counted together. */
  private static final int METERS_MAX = 2_000;

  private static final String OTHERS = "other";
  private static final double DOLLARS_PER_NANO = 1e-9;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<CallLabels, Timer> calls = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<CallLabels, Timer> firstContents = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ModelLabels, Usage> usages = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();

  record CallLabels(String route, String model, String provider, int status) {}

  private record ModelLabels(String model, String provider) {}

  private record Usage(Counter prompt, Counter completion, Counter cost) {}

  public ServerMetrics() {
    gauge("vaultgate.streams.open", "Streams that are being answered", streams::get);
  }

  /** Adds a figure that is read when it is fetched. */
  public void gauge(String name, String description, IntSupplier figure) {
    Gauge.builder(name, figure::getAsInt).description(description).register(registry);
  }

  /** Begins to measure a call. */
  public CallMeter call(String route, long startedNanos) {
    return new CallMeter(this, route, startedNanos);
  }

  /** Everything in Prometheus' text format. */
  public String text() {
    return registry.scrape();
  }

  void ended(CallLabels labels, long nanos) {
    find(calls, labels, this::callTimer).record(nanos, TimeUnit.NANOSECONDS);
  }

  void firstContent(CallLabels labels, long nanos) {
    find(firstContents, labels, this::firstContentTimer).record(nanos, TimeUnit.NANOSECONDS);
  }

  void streamOpened() {
    streams.incrementAndGet();
  }

  void streamClosed() {
    streams.decrementAndGet();
  }

  /** Counts what a call has used. */
  void used(UsageRecord call) {
    ModelLabels labels = new ModelLabels(call.model(), call.provider());
    Usage usage = usages.get(labels);
    if (usage == null) {
      ModelLabels counted =
          usages.size() < METERS_MAX ? labels : new ModelLabels(OTHERS, call.provider());
      usage = usages.computeIfAbsent(counted, this::usage);
    }
    usage.prompt().increment((double) call.usage().promptTokens());
    usage.completion().increment((double) call.usage().completionTokens());
    usage.cost().increment(call.cost().nanos() * DOLLARS_PER_NANO);
  }

  private static Timer find(
      ConcurrentHashMap<CallLabels, Timer> timers,
      CallLabels labels,
      Function<CallLabels, Timer> maker) {
    Timer timer = timers.get(labels);
    if (timer != null) {
      return timer;
    }
    CallLabels counted =
        timers.size() < METERS_MAX
            ? labels
            : new CallLabels(labels.route(), OTHERS, labels.provider(), labels.status());
    return timers.computeIfAbsent(counted, maker);
  }

  private Timer callTimer(CallLabels labels) {
    return timer("vaultgate.requests", "Calls from their head to their last byte", labels);
  }

  private Timer firstContentTimer(CallLabels labels) {
    return timer("vaultgate.first.content", "Time to the first content of a stream", labels);
  }

  private Timer timer(String name, String description, CallLabels labels) {
    return Timer.builder(name)
        .description(description)
        .tag("route", labels.route())
        .tag("model", labels.model())
        .tag("provider", labels.provider())
        .tag("status", Integer.toString(labels.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Usage usage(ModelLabels labels) {
    return new Usage(
        counter("vaultgate.tokens", "Tokens that were used", labels, "prompt"),
        counter("vaultgate.tokens", "Tokens that were used", labels, "completion"),
        counter("vaultgate.cost.dollars", "What callers were charged", labels, "all"));
  }

  private Counter counter(String name, String description, ModelLabels labels, String kind) {
    return Counter.builder(name)
        .description(description)
        .tag("model", labels.model())
        .tag("provider", labels.provider())
        .tag("kind", kind)
        .register(registry);
  }
}
