package dev.vaultgate.server.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it can be told at once. */
final class Problems {

  private final String file;
  private final List<String> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String path, String what) {
    found.add(file + ":" + line + ": " + path + ": " + what);
  }

  /** For what is not in the file. */
  void add(String where, String what) {
    found.add(where + ": " + what);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
