package dev.vaultgate.examples.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process with all its descendants, seen through {@code /proc}. Times are in microseconds since
 * its start, with a grain of ten thousand; sizes are in KiB. Pages that two processes share are
 * counted for each.
 *
 * @param pid the root of the tree
 */
record ProcessTree(long pid) {

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int ENDED_CHILDREN_SYSTEM_TIME = 14;

  /** User and system time of all processes, ended children included. */
  long cpuMicros() throws IOException {
    long ticks = 0;
    for (Path process : processes()) {
      ticks += ticks(process, ENDED_CHILDREN_SYSTEM_TIME);
    }
    return ticks * ProcCpu.MICROS_PER_TICK;
  }

  /** The part of it that threads of a JVM's compilers have used which are still alive. */
  long compilerMicros() throws IOException {
    long ticks = 0;
    for (Path process : processes()) {
      for (Path thread : threads(process)) {
        if (content(thread.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
          ticks += ticks(thread, SYSTEM_TIME);
        }
      }
    }
    return ticks * ProcCpu.MICROS_PER_TICK;
  }

  /** Memory now. */
  long residentKib() throws IOException {
    return status("VmRSS:");
  }

  /** The most memory that each process ever had, summed. */
  long residentPeakKib() throws IOException {
    return status("VmHWM:");
  }

  private long status(String field) throws IOException {
    long kib = 0;
    for (Path process : processes()) {
      for (String line : content(process.resolve("status")).split("\n", -1)) {
        if (line.startsWith(field)) {
          kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kib;
  }

  private List<Path> processes() {
    List<Path> processes = new ArrayList<>();
    ProcessHandle.of(pid)
        .ifPresent(
            root -> {
              processes.add(path(root));
              root.descendants().map(ProcessTree::path).forEach(processes::add);
            });
    return processes;
  }

  private static Path path(ProcessHandle process) {
    return Path.of("/proc", String.valueOf(process.pid()));
  }

  /** The threads of a process; none when it has ended in the meantime. */
  private static List<Path> threads(Path process) throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return threads.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The sum of the time fields up to the given one. */
  private static long ticks(Path processOrThread, int lastField) throws IOException {
    String stat = content(processOrThread.resolve("stat"));
    // The name, in parentheses, may contain anything; the fields begin behind it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    long ticks = 0;
    for (int i = USER_TIME; i <= lastField && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  /** What the file says, or nothing when its process has ended in the meantime. */
  private static String content(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      if (Files.exists(file.getParent())) {
        throw e;
      }
      return ""; // Ended between open and read: the kernel answers "no such process".
    }
  }
}
