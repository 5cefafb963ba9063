package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.rig.Memory;
import dev.vaultgate.examples.bench.rig.Phase;
import dev.vaultgate.examples.bench.rig.Trial;
import dev.vaultgate.examples.bench.rig.Workload;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * The figures, one line of the table each. A figure is computed from a contender's trial and the
 * direct trial of the same round; it is NaN where it has no meaning or was not measured.
 */
public enum Figure {
  CPU_1("CPU µs per request, 1 connection", cpuPerAnswer(Workload.PLAIN_1)),
  CPU_64("CPU µs per request, 64 connections", cpuPerAnswer(Workload.PLAIN_64)),
  CPU_256("CPU µs per request, 256 connections", cpuPerAnswer(Workload.PLAIN_256)),
  CPU_LONG("CPU µs per request of 114 KB, 64 connections", cpuPerAnswer(Workload.LONG_64)),
  LONG_TO_SHORT(
      "  the same, to a request of 434 bytes",
      "CPU per request of 114 KB, to one of 434 bytes",
      (trial, direct) -> CPU_LONG.of(trial, direct) / CPU_64.of(trial, direct)),
  CPU_FRAME_100(
      "CPU µs per frame, 100 paced streams", phase(Workload.STREAMS_100, Phase::cpuMicrosPerFrame)),
  CPU_FRAME_100_COMPILED(
      "  the same, without the JVM's compilers",
      "CPU µs per frame without the JVM's compilers, 100 paced streams",
      phase(Workload.STREAMS_100, Figure::compiledCpuPerFrame)),
  CPU_FRAME_500(
      "CPU µs per frame, 500 paced streams", phase(Workload.STREAMS_500, Phase::cpuMicrosPerFrame)),
  CPU_BULK("CPU µs per unpaced stream of 68 frames", cpuPerAnswer(Workload.BULK_STREAMS)),
  LATENCY_P50("latency p50 µs, 1 connection", latency(0.5)),
  ADDED_P50("  added to direct", "latency p50 added to direct, 1 connection", added(latency(0.5))),
  LATENCY_P99("latency p99 µs, 1 connection", latency(0.99)),
  ADDED_P99("  added to direct", "latency p99 added to direct, 1 connection", added(latency(0.99))),
  FIRST("time to first token p50 µs", firstContent()),
  ADDED_FIRST(
      "  added to direct", "time to first token p50 added to direct", added(firstContent())),
  RATE_64(
      "requests per second, 64 connections (indicative)",
      load(Workload.PLAIN_64, LoadResult::perSecond)),
  RATE_BULK(
      "unpaced streams per second, 16 connections (indicative)",
      load(Workload.BULK_STREAMS, LoadResult::perSecond)),
  FRAME_RATE_500(
      "frames per second, 500 paced streams",
      load(Workload.STREAMS_500, LoadResult::framesPerSecond)),
  LOST_500(
      "streams with a frame lost, doubled or misplaced, 500 paced streams",
      load(Workload.STREAMS_500, load -> (double) load.failed())),
  MEMORY_IDLE("memory idle, MiB", memory(Memory::idle)),
  MEMORY_PEAK("memory at most, MiB", memory(Memory::peak)),
  MEMORY_AFTER("memory after all load, MiB", memory(Memory::after)),
  START("start to first answer, ms", startUp(Trial.StartUp::millis)),
  START_CPU(
      "  CPU time of it, ms",
      "CPU time to the first answer, ms",
      startUp(Trial.StartUp::cpuMillis)),
  START_FIRST(
      "  the first start, without an archive, ms",
      "first start to first answer, without an archive, ms",
      startUp(Trial.StartUp::firstMillis));

  private static final Set<Figure> OWN =
      EnumSet.of(LONG_TO_SHORT, LOST_500, START, START_CPU, START_FIRST);

  private final String label;
  private final String heading;

  @SuppressWarnings("ImmutableEnumChecker") // Functions without state, made in this file.
  private final ToDoubleBiFunction<Trial, Trial> value;

  Figure(String label, ToDoubleBiFunction<Trial, Trial> value) {
    this(label, label, value);
  }

  Figure(String label, String heading, ToDoubleBiFunction<Trial, Trial> value) {
    this.label = label;
    this.heading = heading;
    this.value = value;
  }

  /** What the table calls it, unit included. */
  public String label() {
    return label;
  }

  /** The same where it stands alone, and not below the line that it refers to. */
  String heading() {
    return heading;
  }

  /** Its key in the JSON report. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a ratio of it to nginx's says something. */
  boolean isComparable() {
    return !OWN.contains(this);
  }

  double of(Trial trial, Trial direct) {
    return value.applyAsDouble(trial, direct);
  }

  private static ToDoubleBiFunction<Trial, Trial> phase(
      String workload, ToDoubleFunction<Phase> value) {
    return (trial, direct) ->
        trial.phase(workload).map(phase -> value.applyAsDouble(phase)).orElse(Double.NaN);
  }

  private static ToDoubleBiFunction<Trial, Trial> cpuPerAnswer(String workload) {
    return phase(workload, Phase::cpuMicrosPerAnswer);
  }

  private static ToDoubleBiFunction<Trial, Trial> load(
      String workload, ToDoubleFunction<LoadResult> value) {
    return phase(workload, phase -> value.applyAsDouble(phase.load()));
  }

  private static double compiledCpuPerFrame(Phase phase) {
    return phase.cpuMicrosPerFrame() * (1 - phase.compilerShare());
  }

  private static ToDoubleBiFunction<Trial, Trial> latency(double quantile) {
    return load(Workload.PLAIN_1, load -> load.latency().quantileMicros(quantile));
  }

  private static ToDoubleBiFunction<Trial, Trial> firstContent() {
    return load(Workload.FIRST_CONTENT, load -> load.firstContent().quantileMicros(0.5));
  }

  /** What a contender adds to the time without it. */
  private static ToDoubleBiFunction<Trial, Trial> added(ToDoubleBiFunction<Trial, Trial> value) {
    return (trial, direct) ->
        trial.contender().equals(Trial.DIRECT)
            ? Double.NaN
            : value.applyAsDouble(trial, direct) - value.applyAsDouble(direct, direct);
  }

  private static ToDoubleBiFunction<Trial, Trial> startUp(ToDoubleFunction<Trial.StartUp> value) {
    return (trial, direct) ->
        trial.startUp().map(startUp -> value.applyAsDouble(startUp)).orElse(Double.NaN);
  }

  private static ToDoubleBiFunction<Trial, Trial> memory(ToDoubleFunction<Memory> value) {
    return (trial, direct) ->
        trial.memory().map(memory -> value.applyAsDouble(memory)).orElse(Double.NaN);
  }
}
