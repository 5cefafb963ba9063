package dev.vaultgate.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the user calls this program, for lines that he can paste. */
final class Invocation {

  private Invocation() {}

  /** The beginning of a command line: {@code java -jar vaultgate.jar}, or {@code vaultgate}. */
  static String name() {
    return name(System.getProperty("java.class.path", ""));
  }

  /** A class path of one file is a program that was started with {@code java -jar}. */
  static String name(String classPath) {
    boolean isJar =
        !classPath.contains(File.pathSeparator)
            && classPath.endsWith(".jar")
            && Files.isRegularFile(Path.of(classPath));
    return isJar ? "java -jar " + quoted(classPath) : "vaultgate";
  }

  /** A word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[\\w./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
