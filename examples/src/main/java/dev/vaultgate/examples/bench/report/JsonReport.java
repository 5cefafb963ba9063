package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.rig.Phase;
import dev.vaultgate.examples.bench.rig.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results for programs: every figure with its spread and ratio, and every phase as measured.
 */
public final class JsonReport {

  private JsonReport() {}

  /**
   * A JSON document.
   *
   * @param circumstances the machine and the versions, by name
   */
  public static String of(Results results, Map<String, String> circumstances) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String contender : results.contenders().keySet()) {
      figures.put(contender, figures(results, contender));
    }
    List<Object> trials = new ArrayList<>();
    results.trials().forEach(trial -> trials.add(trial(trial)));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("circumstances", circumstances);
    report.put("figures", figures);
    report.put("trials", trials);
    return Json.of(report);
  }

  private static Map<String, Object> figures(Results results, String contender) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      Spread value = results.value(figure, contender);
      if (value.exists()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("median", value.median());
        entry.put("min", value.min());
        entry.put("max", value.max());
        entry.put("to_nginx", results.ratio(figure, contender).median());
        figures.put(figure.key(), entry);
      }
    }
    return figures;
  }

  private static Map<String, Object> trial(Trial trial) {
    Map<String, Object> phases = new LinkedHashMap<>();
    trial.phases().forEach((name, phase) -> phases.put(name, phase(phase)));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("contender", trial.contender());
    entry.put("round", trial.round());
    trial.startUp().ifPresent(start -> entry.put("warm_up_seconds", start.warmUpSeconds()));
    entry.put("phases", phases);
    return entry;
  }

  private static Map<String, Object> phase(Phase phase) {
    LoadResult load = phase.load();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("seconds", load.elapsed().toNanos() / 1e9);
    entry.put("completed", load.completed());
    entry.put("failed", load.failed());
    entry.put("first_fault", load.firstFault());
    entry.put("frames", load.frames());
    entry.put("cpu_micros", phase.cpuMicros());
    entry.put("compiler_share", phase.compilerShare());
    entry.put("others_share", phase.othersShare());
    entry.put("latency_p50_micros", load.latency().quantileMicros(0.5));
    entry.put("latency_p99_micros", load.latency().quantileMicros(0.99));
    entry.put("first_content_p50_micros", load.firstContent().quantileMicros(0.5));
    entry.put("first_content_p99_micros", load.firstContent().quantileMicros(0.99));
    return entry;
  }
}
