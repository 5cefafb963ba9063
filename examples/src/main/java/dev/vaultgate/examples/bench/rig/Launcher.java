package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The script that users start the gateway with. It knows the options of its JVM, which are measured
 * as they are shipped.
 *
 * @param script its file
 */
public record Launcher(Path script) {

  /** The core that a contender has; the JVM would else see both while it is warmed. */
  private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

  /** What a gateway on this JDK is started with, on one core. */
  public List<String> options(Jdk jdk) throws IOException {
    String printed =
        Command.run(
            List.of(
                "env",
                "-u",
                "VAULTGATE_JAVA_OPTS",
                "JAVA_HOME=" + jdk.home(),
                "sh",
                script.toString(),
                "java-options"));
    List<String> options = new ArrayList<>(List.of(printed.strip().split("\\s+", -1)));
    options.add(ONE_CORE);
    return options;
  }
}
