package dev.vaultgate.examples.bench.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose code a stack is in: that of the first frame, from the top, that is not the JDK's. */
final class Library {

  static final String JDK = "JDK alone";

  /** By the beginning of the package name; the first that fits. */
  private static final Map<String, String> BY_PACKAGE = new LinkedHashMap<>();

  static {
    BY_PACKAGE.put("dev.vaultgate.", "VaultGate");
    BY_PACKAGE.put("okhttp3.", "OkHttp");
    BY_PACKAGE.put("okio.", "OkHttp");
    BY_PACKAGE.put("org.eclipse.jetty.", "Jetty");
    BY_PACKAGE.put("jakarta.servlet.", "Jetty");
    BY_PACKAGE.put("io.javalin.", "Javalin");
    BY_PACKAGE.put("kotlin.", "Kotlin library");
    BY_PACKAGE.put("com.fasterxml.jackson.", "Jackson");
    BY_PACKAGE.put("io.github.resilience4j.", "Resilience4j");
    BY_PACKAGE.put("io.micrometer.", "Micrometer");
    BY_PACKAGE.put("com.github.benmanes.caffeine.", "Caffeine");
    BY_PACKAGE.put("org.sqlite.", "SQLite");
    BY_PACKAGE.put("org.jdbi.", "JDBI");
    BY_PACKAGE.put("com.zaxxer.hikari.", "HikariCP");
    BY_PACKAGE.put("org.slf4j.", "Logging");
  }

  private Library() {}

  /**
   * Whose a stack is.
   *
   * @param frames class and method names, the innermost first
   */
  static String of(List<String> frames) {
    for (String frame : frames) {
      for (Map.Entry<String, String> entry : BY_PACKAGE.entrySet()) {
        if (frame.startsWith(entry.getKey())) {
          return entry.getValue();
        }
      }
    }
    return JDK;
  }
}
