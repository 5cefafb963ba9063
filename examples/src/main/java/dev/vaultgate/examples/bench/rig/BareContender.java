package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * VaultGate without its policies, which is the program {@code BareGateway} of the examples: server,
 * wire and transport of the same jar, and no key, limits, ledger, usage record, breaker, metrics or
 * log. What the whole gateway takes beyond it is what the policies cost.
 */
public final class BareContender implements JvmContender {

  private static final String ID_PREFIX = "bare-";
  private static final String PROGRAM = "dev.vaultgate.examples.BareGateway";
  private static final String MODEL = "bench-model";

  private final Jdk jdk;
  private final Path jar;
  private final Path sources;
  private final List<String> jvmOptions;

  /**
   * The jar on this JDK.
   *
   * @param sources where the examples' sources are
   */
  public BareContender(Jdk jdk, Path jar, Path sources, List<String> jvmOptions) {
    this.jdk = jdk;
    this.jar = jar;
    this.sources = sources;
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /** The id of the bare gateway on such a JDK. */
  public static String id(int javaFeature) {
    return ID_PREFIX + javaFeature;
  }

  @Override
  public String id() {
    return id(jdk.feature());
  }

  @Override
  public String title() {
    return "VaultGate bare, JDK " + jdk.version();
  }

  @Override
  public Jdk jdk() {
    return jdk;
  }

  @Override
  public Launch prepare(Path directory, int upstreamPort, int port) throws IOException {
    Path source = sources.resolve(PROGRAM.replace('.', '/') + ".java");
    Command.run(
        jdk.command(
            "javac",
            List.of(
                "-nowarn",
                "-proc:none",
                "-cp",
                jar.toString(),
                "-d",
                directory.toString(),
                source.toString())));
    List<String> arguments = new ArrayList<>(jvmOptions);
    arguments.addAll(List.of("-cp", jar + File.pathSeparator + directory, PROGRAM));
    arguments.addAll(
        List.of(String.valueOf(port), "http://127.0.0.1:" + upstreamPort + "/v1", MODEL));
    return new Launch(
        jdk.command("java", arguments),
        new Target(port, MODEL, List.of("Authorization: Bearer nobody")));
  }
}
