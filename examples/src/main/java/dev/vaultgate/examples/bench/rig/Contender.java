package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that stands between the load and the mock, and is measured. To add one is to write one
 * class and to name it where the contenders are listed.
 */
public interface Contender {

  /** Short, without blanks; what {@code --only} takes and the JSON report has. */
  String id();

  /** What the table calls it. */
  String title();

  /**
   * Prepares everything that may be prepared before the clock starts: configuration, keys.
   *
   * @param directory empty, and this contender's own
   * @param upstreamPort where the mock listens, on the loopback address
   * @param port where the contender is to listen
   */
  Launch prepare(Path directory, int upstreamPort, int port) throws IOException;

  /**
   * A contender ready to be started.
   *
   * @param command the server's own process; it stays in the foreground
   * @param target how its callers reach it
   * @param first how it is started for the first time, when nothing is kept of an earlier start;
   *     the same command when that makes no difference
   */
  record Launch(List<String> command, Target target, List<String> first) {

    public Launch {
      command = List.copyOf(command);
      first = List.copyOf(first);
    }

    public Launch(List<String> command, Target target) {
      this(command, target, command);
    }
  }
}
