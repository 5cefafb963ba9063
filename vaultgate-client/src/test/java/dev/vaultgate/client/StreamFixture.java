package dev.vaultgate.client;

import dev.vaultgate.api.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A stream of one dialect, written by hand: some text, a call of a tool with arguments in pieces
 * where the dialect has them, usage, and the dialect's own end.
 *
 * @param name of the dialect
 * @param wire reads it
 * @param bytes as a provider sends them
 * @param text what it says
 * @param arguments of the one call of a tool; empty for none
 * @param finish why it ends
 * @param lines whether it is made of lines of server-sent events
 */
record StreamFixture(
    String name,
    Wire wire,
    byte[] bytes,
    String text,
    String arguments,
    FinishReason.Kind finish,
    boolean lines) {

  static StreamFixture ofLines(
      String name,
      Wire wire,
      String stream,
      String text,
      String arguments,
      FinishReason.Kind finish) {
    return new StreamFixture(
        name, wire, stream.getBytes(StandardCharsets.UTF_8), text, arguments, finish, true);
  }

  Target target() {
    return new Target(
        "lab",
        "the-model",
        "https://lab.test",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }

  @Override
  public String toString() {
    return name;
  }
}
