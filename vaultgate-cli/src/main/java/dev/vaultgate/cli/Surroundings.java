package dev.vaultgate.cli;

import java.io.InputStream;
import java.util.Map;

/**
 * What a command finds around it, apart from its arguments. A test gives its own.
 *
 * @param environment the variables, where keys of providers and folders are looked for
 * @param in what the user types
 */
record Surroundings(Map<String, String> environment, InputStream in) {

  /** Those of this process. */
  static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), System.in);
  }

  /** A variable's value; empty when it is not set. */
  String variable(String name) {
    String value = environment.get(name);
    return value == null ? "" : value.strip();
  }
}
