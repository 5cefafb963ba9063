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
 * VaultGate as its users run it: the one jar, a configuration file with one provider and one model,
 * a SQLite store in a file, and a key made by the command line. The key's limits are on, and far
 * away.
 */
public final class VaultGateContender implements Contender {

  /** Who pays for the calls, which decides whether the ledger has work. */
  public enum Payer {
    /** An account that pays from its credit: everything is on. */
    ACCOUNT,
    /** The operator himself, who needs no credit; usage is recorded, and nothing is held. */
    OPERATOR
  }

  /** What the ids of all our own gateways begin with. */
  public static final String ID_PREFIX = "vaultgate-";

  private static final Pattern KEY = Pattern.compile("vg_[0-9A-Za-z]{36}");
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

  private static final String FAR_AWAY = "1000000000";
  private static final String CREDIT_DOLLARS = "1000000";

  /** What the JVM gets unless told otherwise: the memory that is promised, one core's collector. */
  public static final List<String> USUAL_JVM_OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");

  private final Path javaHome;
  private final String javaVersion;
  private final Path jar;
  private final List<String> jvmOptions;
  private final Payer payer;

  private VaultGateContender(
      Path javaHome, String javaVersion, Path jar, List<String> jvmOptions, Payer payer) {
    this.javaHome = javaHome;
    this.javaVersion = javaVersion;
    this.jar = jar;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.payer = payer;
  }

  /**
   * The jar on this JDK.
   *
   * @throws IOException when the JDK does not say which it is
   */
  public static VaultGateContender of(Path javaHome, Path jar, List<String> jvmOptions, Payer payer)
      throws IOException {
    String release = Files.readString(javaHome.resolve("release"));
    Matcher version = RELEASE.matcher(release);
    if (!version.find()) {
      throw new IOException(javaHome + ": its release file names no JAVA_VERSION");
    }
    return new VaultGateContender(javaHome, version.group(1), jar, jvmOptions, payer);
  }

  @Override
  public String id() {
    return ID_PREFIX + javaFeature() + (payer == Payer.OPERATOR ? "-operator" : "");
  }

  @Override
  public String title() {
    return "VaultGate, JDK " + javaVersion + (payer == Payer.OPERATOR ? ", no ledger" : "");
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
    List<String> command = java();
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
    List<String> create =
        new ArrayList<>(List.of("keys", "create", "--name", "bench", "--rpm", FAR_AWAY));
    create.addAll(List.of("--concurrency", FAR_AWAY, "--json"));
    if (payer == Payer.ACCOUNT) {
      create.addAll(List.of("--user", "bench"));
    }
    String output = administer(store, create);
    Matcher key = KEY.matcher(output);
    if (!key.find()) {
      throw new IOException("keys create printed no key:\n" + output);
    }
    if (payer == Payer.ACCOUNT) {
      administer(store, List.of("credits", "add", "bench", CREDIT_DOLLARS));
    }
    return key.group();
  }

  private String administer(Path store, List<String> arguments) throws IOException {
    List<String> command = java();
    command.addAll(arguments);
    command.addAll(List.of("--db", store.toString()));
    return Command.run(command);
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
