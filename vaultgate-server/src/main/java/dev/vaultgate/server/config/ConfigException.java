package dev.vaultgate.server.config;

import java.util.List;

/** The configuration cannot be used. The message has a line for each thing that is wrong. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, such as {@code vaultgate.yaml:3: server.prot: unknown (did you mean port?)}. */
  public List<String> problems() {
    return problems;
  }
}
