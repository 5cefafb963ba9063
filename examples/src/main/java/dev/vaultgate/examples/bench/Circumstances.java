package dev.vaultgate.examples.bench;

import dev.vaultgate.examples.bench.rig.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and the programs that a run was made with; a figure without them says little. */
final class Circumstances {

  private Circumstances() {}

  /** In the order in which they are printed. */
  static Map<String, String> of(Options options) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("processor", processor());
    found.put(
        "cores", options.cores().contender() + " contender, " + options.cores().load() + " load");
    found.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    found.put("load generator", "JDK " + System.getProperty("java.version"));
    for (Path home : options.javaHomes()) {
      Jdk jdk = Jdk.at(home);
      found.put("options of JDK " + jdk.version(), String.join(" ", options.jvmOptions(jdk)));
    }
    found.put("rounds", options.rounds() + (options.quick() ? ", quick" : ""));
    return found;
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
