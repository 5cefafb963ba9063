package dev.vaultgate.examples.bench;

import dev.vaultgate.examples.bench.profile.ProfileSummary;
import dev.vaultgate.examples.bench.report.Goal;
import dev.vaultgate.examples.bench.report.JsonReport;
import dev.vaultgate.examples.bench.report.MarkdownTable;
import dev.vaultgate.examples.bench.report.Results;
import dev.vaultgate.examples.bench.rig.Contender;
import dev.vaultgate.examples.bench.rig.NginxContender;
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
    List<VaultGateContender> gateways = gateways();
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

  private List<Trial> compare(Rig rig, List<VaultGateContender> gateways) throws IOException {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new NginxContender());
    contenders.addAll(gateways);
    contenders.addAll(options.commands());
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

  private void profile(Rig rig, List<VaultGateContender> gateways, Path target) throws IOException {
    Files.createDirectories(target);
    for (VaultGateContender gateway : gateways) {
      for (Path recording : rig.record(gateway, workloads(), target)) {
        System.out.println(ProfileSummary.of(recording));
      }
    }
  }

  /** With everything on for each JDK, and without the ledger on the last of them. */
  private List<VaultGateContender> gateways() throws IOException {
    List<VaultGateContender> gateways = new ArrayList<>();
    for (Path javaHome : options.javaHomes()) {
      gateways.add(gateway(javaHome, Payer.ACCOUNT));
    }
    Path last = options.javaHomes().get(options.javaHomes().size() - 1);
    VaultGateContender withoutLedger = gateway(last, Payer.OPERATOR);
    if (!options.quick() || options.namesContender(withoutLedger.id())) {
      gateways.add(withoutLedger);
    }
    gateways.removeIf(gateway -> !options.wantsContender(gateway.id()));
    if (!gateways.isEmpty() && !Files.exists(options.jar())) {
      throw new IOException(
          options.jar() + " is not there: mvn -q -Pdist -DskipTests package makes it.");
    }
    return gateways;
  }

  private VaultGateContender gateway(Path javaHome, Payer payer) throws IOException {
    return VaultGateContender.of(javaHome, options.jar(), options.jvmOptions(), payer);
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

  /** Prints how each gateway of ours meets the goals. */
  private int verdict(Results results) {
    boolean allMet = true;
    for (String contender : results.contenders().keySet()) {
      allMet &= results.failures(contender) == 0;
      if (!contender.startsWith(VaultGateContender.ID_PREFIX)) {
        continue;
      }
      for (Goal goal : Goal.ALL) {
        System.out.println(goal.verdict(results, contender));
        allMet &= goal.isMet(results, contender);
      }
    }
    if (!allRan) {
      return NOT_RUN;
    }
    return options.check() && !allMet ? GOAL_MISSED : RAN;
  }
}
