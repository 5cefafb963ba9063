package dev.vaultgate.examples.bench;

import dev.vaultgate.examples.bench.profile.ProfileSummary;
import dev.vaultgate.examples.bench.report.Goal;
import dev.vaultgate.examples.bench.report.JsonReport;
import dev.vaultgate.examples.bench.report.MarkdownTable;
import dev.vaultgate.examples.bench.report.Results;
import dev.vaultgate.examples.bench.rig.BareContender;
import dev.vaultgate.examples.bench.rig.Contender;
import dev.vaultgate.examples.bench.rig.Jdk;
import dev.vaultgate.examples.bench.rig.JvmContender;
import dev.vaultgate.examples.bench.rig.NginxContender;
import dev.vaultgate.examples.bench.rig.Peers;
import dev.vaultgate.examples.bench.rig.Rig;
import dev.vaultgate.examples.bench.rig.Trial;
import dev.vaultgate.examples.bench.rig.VaultGateContender;
import dev.vaultgate.examples.bench.rig.VaultGateContender.Payer;
import dev.vaultgate.examples.bench.rig.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The benchmark program. Ends with 0 when it ran, 1 when {@code --check} found a goal missed or a
 * request failed, 2 when the command line was wrong, and 3 when a contender could not be run.
 */
public final class Bench {

  private static final int RAN = 0;
  private static final int GOAL_MISSED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int NOT_RUN = 3;

  private final Options options;
  private boolean allRan = true;

  private Bench(Options options) {
    this.options = options;
  }

  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    System.exit(exitCode(arguments));
  }

  private static int exitCode(String[] arguments) {
    try {
      return new Bench(Options.parse(arguments)).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
      return WRONG_USAGE;
    } catch (IOException e) {
      System.err.println("The benchmark could not be run. " + e.getMessage());
      return NOT_RUN;
    }
  }

  private int run() throws IOException {
    List<JvmContender> gateways = gateways();
    Path directory = Files.createTempDirectory("vaultgate-bench-");
    try (Rig rig = Rig.open(options.cores(), directory, line -> System.err.println("# " + line))) {
      if (options.profile().isPresent()) {
        profile(rig, gateways, options.profile().get());
        return RAN;
      }
      return report(new Results(compare(rig, gateways)));
    } finally {
      if (options.keep()) {
        System.err.println("# kept: " + directory);
      } else {
        Directories.delete(directory);
      }
    }
  }

  private List<Trial> compare(Rig rig, List<JvmContender> gateways) throws IOException {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new NginxContender());
    contenders.addAll(gateways);
    contenders.addAll(options.commands());
    contenders.addAll(Peers.found(options.peers(), this::tellAbsent));
    contenders.removeIf(contender -> !options.wantsContender(contender.id()));
    List<Workload> workloads = workloads();
    List<Trial> trials = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      System.err.printf("# round %d of %d%n", round, options.rounds());
      if (options.wantsContender(Trial.DIRECT)) {
        trials.add(rig.measureDirect(round, workloads));
      }
      for (Contender contender : contenders) {
        measure(rig, contender, round, workloads).ifPresent(trials::add);
      }
      // What grows or shrinks while a round lasts shall not always meet the same contender.
      Collections.rotate(contenders, 1);
    }
    return trials;
  }

  private void tellAbsent(String peer) {
    if (options.wantsContender(peer)) {
      System.err.println("# " + peer + " is not installed");
    }
  }

  /** A contender that cannot be run leaves the others their columns; the exit code tells. */
  private Optional<Trial> measure(
      Rig rig, Contender contender, int round, List<Workload> workloads) {
    try {
      return Optional.of(rig.measure(contender, round, workloads));
    } catch (IOException e) {
      allRan = false;
      System.err.println(contender.title() + " could not be run. " + e.getMessage());
      return Optional.empty();
    }
  }

  private void profile(Rig rig, List<JvmContender> gateways, Path target) throws IOException {
    Files.createDirectories(target);
    for (JvmContender gateway : gateways) {
      for (Path recording : rig.record(gateway, workloads(), target)) {
        System.out.println(ProfileSummary.of(recording));
      }
    }
  }

  /**
   * With everything on for each JDK, and on the last of them without the ledger, without any
   * policy, as other builds and with other settings.
   */
  private List<JvmContender> gateways() throws IOException {
    List<JvmContender> gateways = new ArrayList<>();
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : options.javaHomes()) {
      jdks.add(Jdk.at(home));
    }
    for (Jdk jdk : jdks) {
      gateways.add(gateway(jdk, Payer.ACCOUNT));
    }
    Jdk last = jdks.get(jdks.size() - 1);
    VaultGateContender usual = gateway(last, Payer.ACCOUNT);
    options.otherJars().forEach((name, jar) -> gateways.add(usual.build(name, jar)));
    options.variants().forEach((name, lines) -> gateways.add(usual.variant(name, lines)));
    VaultGateContender withoutLedger = gateway(last, Payer.OPERATOR);
    if (!options.quick() || options.namesContender(withoutLedger.id())) {
      gateways.add(withoutLedger);
    }
    List<VaultGateContender> others = new ArrayList<>();
    options.otherJars().forEach((name, jar) -> others.add(withoutLedger.build(name, jar)));
    options.variants().forEach((name, lines) -> others.add(withoutLedger.variant(name, lines)));
    others.removeIf(other -> !options.namesContender(other.id()));
    gateways.addAll(others);
    gateways.add(
        new BareContender(last, options.jar(), options.exampleSources(), options.jvmOptions(last)));
    gateways.removeIf(gateway -> !options.wantsContender(gateway.id()));
    if (!gateways.isEmpty() && !Files.exists(options.jar())) {
      throw new IOException(
          options.jar() + " is not there: mvn -q -Pdist -DskipTests package makes it.");
    }
    return gateways;
  }

  private VaultGateContender gateway(Jdk jdk, Payer payer) throws IOException {
    return VaultGateContender.of(jdk, options.jar(), options.jvmOptions(jdk), payer);
  }

  private List<Workload> workloads() {
    List<Workload> all = options.quick() ? Workload.quick() : Workload.thorough();
    return all.stream().filter(workload -> options.wantsLoad(workload.scenario().name())).toList();
  }

  private int report(Results results) throws IOException {
    Map<String, String> circumstances = Circumstances.of(options);
    System.out.println(MarkdownTable.of(results));
    circumstances.forEach((name, value) -> System.out.println(name + ": " + value));
    System.out.println(Disturbance.of(results));
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), JsonReport.of(results, circumstances));
    }
    return verdict(results);
  }

  /** Prints how each gateway of ours meets the goals, and what has changed between builds. */
  private int verdict(Results results) {
    Set<String> all = results.contenders().keySet();
    List<String> ours = all.stream().filter(VaultGateContender::hasEverythingOn).toList();
    if (!ours.isEmpty()) {
      System.out.println("\n" + MarkdownTable.goals(results, ours));
    }
    for (String other : all) {
      if (other.contains("@")) {
        String now = other.substring(0, other.indexOf('@'));
        if (all.contains(now)) {
          System.out.println("\n" + MarkdownTable.change(results, other, now));
        }
      }
    }
    if (!allRan) {
      return NOT_RUN;
    }
    return options.check() && !isGood(results, ours) ? GOAL_MISSED : RAN;
  }

  /** Whether every request was answered, something was measured, and no bound was passed. */
  private static boolean isGood(Results results, List<String> ours) {
    boolean failed =
        results.contenders().keySet().stream().anyMatch(id -> results.failures(id) > 0);
    List<Goal.Verdict> verdicts =
        ours.stream()
            .flatMap(id -> Goal.ALL.stream().map(goal -> goal.verdict(results, id)))
            .toList();
    boolean measured = verdicts.stream().anyMatch(verdict -> verdict != Goal.Verdict.UNKNOWN);
    return !failed && measured && !verdicts.contains(Goal.Verdict.MISSED);
  }
}
