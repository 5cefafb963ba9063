package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK that gateways run on.
 *
 * @param home its directory
 * @param version such as {@code 17.0.12}
 */
public record Jdk(Path home, String version) {

  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

  /**
   * The JDK in this directory.
   *
   * @throws IOException when it does not say which it is
   */
  public static Jdk at(Path home) throws IOException {
    Matcher version = RELEASE.matcher(Files.readString(home.resolve("release")));
    if (!version.find()) {
      throw new IOException(home + ": its release file names no JAVA_VERSION");
    }
    return new Jdk(home, version.group(1));
  }

  /** Such as 17. */
  public int feature() {
    return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
  }

  /** One of its programs, such as {@code java}, and what it is to be told. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }
}
