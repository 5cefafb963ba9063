package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VaultGate as its users run it, with everything on: the one jar, a configuration file with one
 * provider and one model, a SQLite store in a file, and a key made by the command line.
 */
public final class VaultGateContender implements Contender {

  /** What the ids of all our own gateways begin with. */
  public static final String ID_PREFIX = "vaultgate-";

  private static final Pattern KEY = Pattern.compile("vg_[0-9A-Za-z]{36}");
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

  /** What the JVM gets unless told otherwise: the memory that is promised, one core's collector. */
  public static final List<String> USUAL_JVM_OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");

  private final Path javaHome;
  private final String javaVersion;
  private final Path jar;
  private final List<String> jvmOptions;

  private VaultGateContender(Path javaHome, String javaVersion, Path jar, List<String> jvmOptions) {
    this.javaHome = javaHome;
    this.javaVersion = javaVersion;
    this.jar = jar;
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * The jar on this JDK.
   *
   * @throws IOException when the JDK does not say which it is
   */
  public static VaultGateContender of(Path javaHome, Path jar, List<String> jvmOptions)
      throws IOException {
    String release = Files.readString(javaHome.resolve("release"));
    Matcher version = RELEASE.matcher(release);
    if (!version.find()) {
      throw new IOException(javaHome + ": its release file names no JAVA_VERSION");
    }
    return new VaultGateContender(javaHome, version.group(1), jar, jvmOptions);
  }

  @Override
  public String id() {
    return ID_PREFIX + javaFeature();
  }

  @Override
  public String title() {
    return "VaultGate, JDK " + javaVersion;
  }

  /** The JDK it runs on. */
  Path javaHome() {
    return javaHome;
  }

  /** Such as 17. */
  int javaFeature() {
    return Integer.parseInt(javaVersion.replaceAll("[^0-9].*", ""));
  }

  @Override
  public Launch prepare(Path directory, int upstreamPort, int port) throws IOException {
    Path configuration = directory.resolve("vaultgate.yaml");
    Path store = directory.resolve("vaultgate.db");
    Files.writeString(configuration, configuration(upstreamPort));
    String key = createKey(store);
    List<String> command = new ArrayList<>(java());
    command.addAll(
        List.of(
            "serve",
            "--config",
            configuration.toString(),
            "--db",
            store.toString(),
            "--port",
            String.valueOf(port)));
    return new Launch(
        command, new Target(port, "bench-text", List.of("Authorization: Bearer " + key)));
  }

  private String createKey(Path store) throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(
        List.of("keys", "create", "--db", store.toString(), "--name", "bench", "--json"));
    String output = Command.run(command);
    Matcher key = KEY.matcher(output);
    if (!key.find()) {
      throw new IOException("keys create printed no key:\n" + output);
    }
    return key.group();
  }

  private List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static String configuration(int upstreamPort) {
    // Where there are no virtual threads a stream holds a thread, and 500 streams are measured.
    return """
    server: { threads: 700 }
    providers:
      bench: { wire: openai, base_url: "http://127.0.0.1:%d/v1", api_key: "local" }
    models:
      bench-text:
        deployments: [ { provider: bench, model: bench-model } ]
        price: { input: 0.15, output: 0.60 }
    """
        .formatted(upstreamPort);
  }
}
