package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JDK can keep of one start for the next ones: loaded classes (AppCDS), and from JDK 25 on
 * linked ones and what was learnt of methods (the AOT cache). It fits one JDK, one jar and one
 * collector.
 */
final class Archive {

  private static final int FEATURE_WITH_AOT_CACHE = 25;
  private static final int STARTED_MILLIS_MAX = 60_000;
  private static final int POLL_MILLIS = 50;

  /** To write it takes a JVM of its own, on one core. */
  private static final int WRITTEN_SECONDS_MAX = 120;

  private final Jdk jdk;
  private final Path file;

  Archive(Jdk jdk, Path file) {
    this.jdk = jdk;
    this.file = file;
  }

  private boolean isCache() {
    return jdk.feature() >= FEATURE_WITH_AOT_CACHE;
  }

  /** The command of a server with one more option for its JVM. */
  private static List<String> with(String option, List<String> command) {
    List<String> more = new ArrayList<>(command);
    more.add(1, option);
    return more;
  }

  /** The command with the archive. */
  List<String> starting(List<String> command) {
    return with((isCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file, command);
  }

  /**
   * Makes it, unless it is there: starts the server, asks it once, and stops it.
   *
   * @param command the server without it
   */
  void make(List<String> command, Target target) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    String option = isCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    ServerProcess process =
        ServerProcess.start(with(option + file, command), Path.of(file + ".log"));
    try {
      Probe probe = new Probe();
      String fault = probe.fault(target);
      for (int waited = 0; !fault.isEmpty(); waited += POLL_MILLIS) {
        if (waited > STARTED_MILLIS_MAX) {
          throw new IOException("no archive: " + fault + "\n" + process.lastWords());
        }
        process.awaitMillis(POLL_MILLIS);
        fault = probe.fault(target);
      }
    } finally {
      process.close(WRITTEN_SECONDS_MAX);
    }
    if (!Files.exists(file)) {
      throw new IOException("no archive was written:\n" + process.lastWords());
    }
  }
}
