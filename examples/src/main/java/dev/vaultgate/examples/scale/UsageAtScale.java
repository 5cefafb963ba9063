package dev.vaultgate.examples.scale;

import com.sun.management.OperatingSystemMXBean;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageStep;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills a store with made-up calls, a million unless told otherwise, and times every kind of
 * question about them. A store that is there already is asked as it is.
 *
 * <p>Arguments: the store's file, and how many calls.
 */
public final class UsageAtScale {

  private static final long SEED = 20_261_128;
  private static final long CALLS = 1_000_000;
  private static final int AT_ONCE = 2_000;
  private static final int ROUNDS = 11;
  private static final int PAGE = 50;
  private static final double GOAL_MILLIS = 100;

  private UsageAtScale() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "usage-at-scale.db");
    long calls = arguments.length > 1 ? Long.parseLong(arguments[1]) : CALLS;
    boolean isNew = !Files.exists(file);
    try (Store store = Store.sqlite(file)) {
      if (isNew) {
        fill(store, calls);
      }
      ask(store.usage());
    }
  }

  private static void fill(Store store, long count) {
    Calls calls = new Calls(SEED, count);
    long began = cpuNanos();
    for (long i = 1; i <= count; i++) {
      store.usage().accept(calls.next());
      if (i % AT_ONCE == 0 || i == count) {
        store.usage().newest(1); // Waits for those on their way: more would be dropped.
      }
    }
    System.out.printf(
        "%,d calls written with %.1f µs of CPU time each; %d dropped%n%n",
        count, (cpuNanos() - began) / 1e3 / count, store.usage().dropped());
  }

  /** What all threads have used. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : System.nanoTime();
  }

  private static void ask(UsageLog usage) {
    System.out.println("| question | ms, median | ms, worst | CPU ms, median |");
    System.out.println("|---|---|---|---|");
    boolean met = true;
    for (Map.Entry<String, Runnable> question : questions(usage).entrySet()) {
      Times times = time(question.getValue());
      met &= times.worst() <= GOAL_MILLIS;
      System.out.printf(
          "| %s | %.1f | %.1f%s | %.1f |%n",
          question.getKey(),
          times.median(),
          times.worst(),
          times.worst() <= GOAL_MILLIS ? "" : " !",
          times.cpu());
    }
    System.out.printf("%nEvery question within %.0f ms: %s%n", GOAL_MILLIS, met ? "yes" : "no");
  }

  /**
   * How long a question took, in milliseconds.
   *
   * @param cpu the median of what it used, which tells more where other work goes on beside it
   */
  private record Times(double median, double worst, double cpu) {}

  /** Times a question. The first times are not counted. */
  private static Times time(Runnable question) {
    question.run();
    question.run();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      long beganCpu = threads.getCurrentThreadCpuTime();
      question.run();
      cpu[i] = (threads.getCurrentThreadCpuTime() - beganCpu) / 1e6;
      millis[i] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(millis);
    Arrays.sort(cpu);
    return new Times(millis[ROUNDS / 2], millis[ROUNDS - 1], cpu[ROUNDS / 2]);
  }

  private static Map<String, Runnable> questions(UsageLog usage) {
    Map<String, Runnable> questions = new LinkedHashMap<>();
    filters().forEach((name, query) -> questions.put("list: " + name, () -> list(usage, query)));
    UsagePage first = usage.page(UsageQuery.ALL, PAGE, null);
    questions.put("list: the next page", () -> usage.page(UsageQuery.ALL, PAGE, first.next()));
    questions.put("list: a page of 1,000", () -> usage.page(UsageQuery.ALL, 1_000, null));
    for (String text : new String[] {"model-03", "model-29", "0", "00ff", "%", "nothing"}) {
      questions.put("list: search " + text, () -> list(usage, UsageQuery.ALL.search(text)));
    }
    sums()
        .forEach(
            (name, query) -> {
              questions.put("sums: " + name, () -> usage.summary(query));
              questions.put(
                  "days: " + name,
                  () ->
                      usage.series(
                          query.between(Calls.UNTIL.minus(Calls.SPAN), Calls.UNTIL),
                          UsageStep.DAY));
            });
    questions.put("hours: of a week", () -> usage.series(last(Duration.ofDays(7)), UsageStep.HOUR));
    questions.put(
        "hours: of a month", () -> usage.series(last(Duration.ofDays(31)), UsageStep.HOUR));
    for (UsageSide side : UsageSide.values()) {
      questions.put(
          "ranking: by " + side.word(),
          () -> usage.ranking(UsageQuery.ALL, side, UsageMeasure.COST, 10));
    }
    questions.put(
        "ranking: keys of a model",
        () ->
            usage.ranking(
                UsageQuery.ALL.where(UsageSide.MODEL, Calls.model(0)),
                UsageSide.KEY,
                UsageMeasure.COST,
                10));
    questions.put(
        "ranking: models of an account",
        () -> usage.ranking(UsageQuery.ALL.ownedBy(1L), UsageSide.MODEL, UsageMeasure.COST, 10));
    return questions;
  }

  private static void list(UsageLog usage, UsageQuery query) {
    usage.page(query, PAGE, null);
  }

  /** Ways to narrow a list: to much and to little, to what is new and what is old. */
  private static Map<String, UsageQuery> filters() {
    Map<String, UsageQuery> filters = new LinkedHashMap<>(sums());
    filters.put("a status", UsageQuery.ALL.where(UsageSide.STATUS, "499"));
    filters.put("an error", UsageQuery.ALL.where(UsageSide.ERROR, "context_length_exceeded"));
    filters.put("a model of long ago", UsageQuery.ALL.where(UsageSide.MODEL, model(29)));
    filters.put("a key of long ago", UsageQuery.ALL.where(UsageSide.KEY, Calls.key(199)));
    filters.put(
        "what there is none of",
        UsageQuery.ALL
            .where(UsageSide.MODEL, model(0))
            .where(UsageSide.PROVIDER, "provider-7")
            .where(UsageSide.KEY, Calls.key(0)));
    filters.put(
        "failures of a provider in a week of long ago",
        UsageQuery.ALL
            .failed()
            .where(UsageSide.OUTCOME, "partial")
            .where(UsageSide.PROVIDER, "provider-0")
            .between(start(), start().plus(Duration.ofDays(7))));
    return filters;
  }

  private static Map<String, UsageQuery> sums() {
    Map<String, UsageQuery> sums = new LinkedHashMap<>();
    sums.put("everything", UsageQuery.ALL);
    sums.put("the last day", last(Duration.ofDays(1)));
    sums.put(
        "30 days and some hours",
        UsageQuery.ALL.between(
            Calls.UNTIL.minus(Duration.ofHours(743)), Calls.UNTIL.minus(Duration.ofHours(11))));
    sums.put("a busy key", UsageQuery.ALL.where(UsageSide.KEY, Calls.key(0)));
    sums.put("a quiet key", UsageQuery.ALL.where(UsageSide.KEY, Calls.key(150)));
    sums.put("an owner", UsageQuery.ALL.ownedBy(1L));
    sums.put("a project", UsageQuery.ALL.where(UsageSide.PROJECT, "project-1"));
    sums.put("a busy model", UsageQuery.ALL.where(UsageSide.MODEL, model(0)));
    sums.put("a provider", UsageQuery.ALL.where(UsageSide.PROVIDER, "provider-3"));
    sums.put("a type", UsageQuery.ALL.where(UsageSide.TYPE, "text"));
    sums.put("what went well", UsageQuery.ALL.where(UsageSide.OUTCOME, "ok"));
    sums.put("what failed", UsageQuery.ALL.failed());
    sums.put("a model of an owner", UsageQuery.ALL.ownedBy(1L).where(UsageSide.MODEL, model(0)));
    return sums;
  }

  private static UsageQuery last(Duration time) {
    return UsageQuery.ALL.between(Calls.UNTIL.minus(time), Calls.UNTIL);
  }

  private static Instant start() {
    return Calls.UNTIL.minus(Calls.SPAN);
  }

  private static String model(int number) {
    return Calls.model(number);
  }
}
