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
 * away. It starts by its launcher, with the archive that this makes.
 */
public final class VaultGateContender implements JvmContender {

  /** Who pays for the calls, which decides whether the ledger has work. */
  public enum Payer {
    /** An account that pays from its credit: everything is on. */
    ACCOUNT,
    /** The operator himself, who needs no credit; usage is recorded, and nothing is held. */
    OPERATOR
  }

  private static final String ID_PREFIX = "vaultgate-";
  private static final String WITHOUT_LEDGER = "-operator";

  private static final Pattern KEY = Pattern.compile("vg_[0-9A-Za-z]{36}");

  private static final String FAR_AWAY = "1000000000";
  private static final String CREDIT_DOLLARS = "1000000";

  private final Jdk jdk;
  private final Path jar;
  private final List<String> jvmOptions;
  private final Payer payer;
  private final String name;
  private final String settings;

  private VaultGateContender(
      Jdk jdk, Path jar, List<String> jvmOptions, Payer payer, String name, String settings) {
    this.settings = settings;
    this.jdk = jdk;
    this.jar = jar;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.payer = payer;
    this.name = name;
  }

  /** The jar on this JDK. */
  public static VaultGateContender of(Jdk jdk, Path jar, List<String> jvmOptions, Payer payer) {
    return new VaultGateContender(jdk, jar, jvmOptions, payer, "", "");
  }

  /** The same jar with further lines in its configuration, under a name of its own. */
  public VaultGateContender variant(String name, String settings) {
    return new VaultGateContender(jdk, jar, jvmOptions, payer, name, settings);
  }

  /** Another build, under a name of its own. */
  public VaultGateContender build(String name, Path jar) {
    return new VaultGateContender(jdk, jar, jvmOptions, payer, name, settings);
  }

  /** Whether a contender is ours with everything on, as the promises have it. */
  public static boolean hasEverythingOn(String id) {
    return id.startsWith(ID_PREFIX) && !id.contains(WITHOUT_LEDGER);
  }

  /** The JDK of one of ours, such as 17. */
  public static int javaFeature(String id) {
    return Integer.parseInt(id.substring(ID_PREFIX.length()).replaceAll("[^0-9].*", ""));
  }

  @Override
  public String id() {
    return ID_PREFIX
        + jdk.feature()
        + (payer == Payer.OPERATOR ? WITHOUT_LEDGER : "")
        + (name.isEmpty() ? "" : "@" + name);
  }

  @Override
  public String title() {
    return "VaultGate"
        + (name.isEmpty() ? "" : " " + name)
        + ", JDK "
        + jdk.version()
        + (payer == Payer.OPERATOR ? ", no ledger" : "");
  }

  @Override
  public Jdk jdk() {
    return jdk;
  }

  @Override
  public Launch prepare(Path directory, int upstreamPort, int port) throws IOException {
    Path configuration = directory.resolve("vaultgate.yaml");
    Path store = directory.resolve("vaultgate.db");
    Files.writeString(configuration, configuration(upstreamPort) + settings + "\n");
    String key = createKey(store);
    List<String> serve = new ArrayList<>(List.of("serve", "--config", configuration.toString()));
    serve.addAll(List.of("--db", store.toString(), "--port", String.valueOf(port)));
    Target target = new Target(port, "bench-text", List.of("Authorization: Bearer " + key));
    Path launcher = jar.resolveSibling("vaultgate");
    if (!Files.exists(launcher)) {
      return new Launch(java(serve), target); // A build from before there was one.
    }
    Path cache = directory.resolveSibling(id() + ".cache");
    if (!Files.exists(cache)) {
      Command.run(launched(launcher, cache.toString(), List.of("rehearse")));
    }
    return new Launch(
        launched(launcher, cache.toString(), serve), target, launched(launcher, "", serve));
  }

  /**
   * What runs the gateway as its users do.
   *
   * @param cache where archives are kept, empty for none
   */
  private List<String> launched(Path launcher, String cache, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("env", "JAVA_HOME=" + jdk.home()));
    all.add("VAULTGATE_JAVA_OPTS=" + String.join(" ", jvmOptions));
    all.addAll(List.of("VAULTGATE_CACHE=" + cache, launcher.toString()));
    all.addAll(arguments);
    return all;
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
    List<String> command = new ArrayList<>(arguments);
    command.addAll(List.of("--db", store.toString()));
    return Command.run(java(command));
  }

  private List<String> java(List<String> arguments) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of("-jar", jar.toString()));
    all.addAll(arguments);
    return jdk.command("java", all);
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
