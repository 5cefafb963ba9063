package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.LoadGenerator;
import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Mock, load generator and contender on their cores, and the order in which a contender is put
 * through its phases: start, warm up on both cores, confine to one, measure, look at its memory,
 * stop. Everything but the contender lives as long as the rig. Used by one thread, which must be
 * confined to the load's core.
 */
public final class Rig implements AutoCloseable {

  /** Work that a contender puts off until after its answers belongs to the answers. */
  private static final Duration SETTLE = Duration.ofMillis(300);

  private static final Duration COOL_DOWN = Duration.ofSeconds(2);

  private static final double KIB_PER_MIB = 1_024;

  private final Cores cores;
  private final Path directory;
  private final Consumer<String> progress;
  private final Probe probe = new Probe();
  private final LoadGenerator load;
  private final MockProcess mock;

  private Rig(
      Cores cores,
      Path directory,
      Consumer<String> progress,
      LoadGenerator load,
      MockProcess mock) {
    this.cores = cores;
    this.directory = directory;
    this.progress = progress;
    this.load = load;
    this.mock = mock;
  }

  /**
   * Starts the mock, and warms it and the load generator.
   *
   * @param directory for configurations, stores and logs
   * @param progress is told what is being done
   */
  public static Rig open(Cores cores, Path directory, Consumer<String> progress)
      throws IOException {
    Rig rig =
        new Rig(
            cores, directory, progress, LoadGenerator.open(), MockProcess.start(cores, directory));
    progress.accept("warming the mock and the load generator");
    rig.warmUp(rig.mock.tree(), rig.direct());
    return rig;
  }

  /** The load speaks to the mock itself; the CPU time is the mock's. */
  public Trial measureDirect(int round, List<Workload> workloads) throws IOException {
    progress.accept("direct");
    return new Trial(
        Trial.DIRECT,
        "direct",
        round,
        Optional.empty(),
        Optional.empty(),
        measure(workloads, direct(), mock.tree(), false));
  }

  /** Takes a contender through its phases. */
  public Trial measure(Contender contender, int round, List<Workload> workloads)
      throws IOException {
    progress.accept(contender.title());
    try (RunningContender running = start(contender)) {
      double idle = running.tree().residentKib() / KIB_PER_MIB;
      double warmUpSeconds = warm(running);
      Map<String, Phase> phases = measure(workloads, running.target(), running.tree(), true);
      Pause.of(COOL_DOWN);
      Memory memory =
          new Memory(
              idle,
              running.tree().residentPeakKib() / KIB_PER_MIB,
              running.tree().residentKib() / KIB_PER_MIB);
      Trial.StartUp startUp =
          new Trial.StartUp(
              running.startMillis(),
              running.startCpuMillis(),
              running.firstStartMillis(),
              warmUpSeconds);
      return new Trial(
          contender.id(),
          contender.title(),
          round,
          Optional.of(startUp),
          Optional.of(memory),
          phases);
    }
  }

  /**
   * Records a gateway under each of the workloads with the JDK's flight recorder.
   *
   * @param target where the recordings go
   * @return the recordings, one for each workload
   */
  public List<Path> record(JvmContender contender, List<Workload> workloads, Path target)
      throws IOException {
    List<Path> recordings = new ArrayList<>();
    progress.accept(contender.title());
    try (RunningContender running = start(contender)) {
      warm(running);
      FlightRecorder recorder = new FlightRecorder(contender.jdk(), running.pid());
      for (Workload workload : workloads) {
        String name = workload.scenario().name();
        progress.accept("  recording " + name);
        recorder.start();
        drive(workload, running.target());
        recordings.add(
            recorder.stop(target.resolve(contender.id() + "-" + name + ".jfr").toAbsolutePath()));
      }
    }
    return recordings;
  }

  @Override
  public void close() throws IOException {
    mock.close();
    load.close();
  }

  RunningContender start(Contender contender) throws IOException {
    return RunningContender.start(contender, cores, directory, mock.port(), probe);
  }

  /** Warms a contender on both cores and confines it to its own; the seconds that took. */
  double warm(RunningContender contender) throws IOException {
    cores.widen(contender.pid());
    double seconds = warmUp(contender.tree(), contender.target());
    cores.confine(contender.pid());
    return seconds;
  }

  LoadResult drive(Workload workload, Target target) throws IOException {
    probe.configure(mock.port(), workload.scenario().upstream());
    return load.run(workload.scenario(), target, workload.duration());
  }

  private Target direct() {
    return new Target(mock.port(), "bench-model", List.of());
  }

  private double warmUp(ProcessTree tree, Target target) throws IOException {
    return new WarmUp(this::drive).run(tree, target);
  }

  private Map<String, Phase> measure(
      List<Workload> workloads, Target target, ProcessTree tree, boolean ownCore)
      throws IOException {
    Map<String, Phase> phases = new LinkedHashMap<>();
    for (Workload workload : workloads) {
      Phase phase = measure(workload, target, tree, ownCore);
      phases.put(workload.scenario().name(), phase);
      if (phase.load().failed() > 0) {
        progress.accept(
            "  %s: %d of %d failed, first: %s"
                .formatted(
                    workload.scenario().name(),
                    phase.load().failed(),
                    phase.load().failed() + phase.load().completed(),
                    phase.load().firstFault()));
      }
    }
    return phases;
  }

  private Phase measure(Workload workload, Target target, ProcessTree tree, boolean ownCore)
      throws IOException {
    long startNanos = System.nanoTime();
    long busyMicros = ProcCpu.busyMicros(cores.contender());
    long cpuMicros = tree.cpuMicros();
    long compilerMicros = tree.compilerMicros();
    LoadResult result = drive(workload, target);
    Pause.of(SETTLE);
    cpuMicros = tree.cpuMicros() - cpuMicros;
    compilerMicros = tree.compilerMicros() - compilerMicros;
    busyMicros = ProcCpu.busyMicros(cores.contender()) - busyMicros;
    double elapsedMicros = (System.nanoTime() - startNanos) / 1e3;
    double others = Math.max(0, busyMicros - cpuMicros) / elapsedMicros;
    return new Phase(result, cpuMicros, Math.max(0, compilerMicros), ownCore ? others : Double.NaN);
  }
}
