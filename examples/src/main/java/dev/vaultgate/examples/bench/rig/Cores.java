package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processor core is whose.
 *
 * @param contender the core of what is measured
 * @param load the core of the mock and the load generator
 */
public record Cores(int contender, int load) {

  public Cores {
    int available = ProcCpu.coreCount();
    if (contender == load || Math.max(contender, load) >= available) {
      throw new IllegalArgumentException(
          "cores: %d,%d (expected: two different ones of 0 to %d)"
              .formatted(contender, load, available - 1));
    }
  }

  /** Reads {@code 0,1}: the contender's core, then the load's. */
  public static Cores parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("cores: " + text + " (expected: two numbers, as in 0,1)");
    }
    return new Cores(Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
  }

  /** The same command, confined to the contender's core from its start. */
  List<String> forContender(List<String> command) {
    return pinned(contender, command);
  }

  /** The same command, confined to the load's core from its start. */
  List<String> forLoad(List<String> command) {
    return pinned(load, command);
  }

  /** Lets all threads of a process use both cores. */
  void widen(long pid) throws IOException {
    repin(contender + "," + load, pid);
  }

  /** Confines all threads of a process to the contender's core again. */
  void confine(long pid) throws IOException {
    repin(String.valueOf(contender), pid);
  }

  private static List<String> pinned(int core, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    pinned.addAll(command);
    return pinned;
  }

  private static void repin(String cores, long pid) throws IOException {
    Command.run(List.of("taskset", "-a", "-c", "-p", cores, String.valueOf(pid)));
  }
}
