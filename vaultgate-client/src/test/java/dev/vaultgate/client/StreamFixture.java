package dev.vaultgate.client;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.client.aws.EventStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param model whose name may tell which dialect is spoken
 */
record StreamFixture(
    String name,
    Wire wire,
    byte[] bytes,
    String text,
    String arguments,
    FinishReason.Kind finish,
    boolean lines,
    String model) {

  private static final Pattern INNER = Pattern.compile("\"bytes\":\"([^\"]+)\"");

  StreamFixture(
      String name,
      Wire wire,
      byte[] bytes,
      String text,
      String arguments,
      FinishReason.Kind finish,
      boolean lines) {
    this(name, wire, bytes, text, arguments, finish, lines, "the-model");
  }

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

  /** The same bytes from another door, of a model of this name. */
  StreamFixture by(String name, Wire wire, String model) {
    return new StreamFixture(name, wire, bytes, text, arguments, finish, lines, model);
  }

  /** The same stream without a word on why it ends; all else is there. */
  byte[] unfinished() {
    if (wire.framing().equals(EventStream.FRAMING)) {
      return unfinishedFrames();
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .replace("\"finish_reason\":\"tool_calls\"", "\"finish_reason\":null")
        .replace("\"finishReason\":\"STOP\",", "")
        .replaceAll("event: (message_delta|message-end|response\\.completed)\n[^\n]*\n\n", "")
        .replaceAll("[^\n]*\"done\":true[^\n]*\n", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the dialect ends in a word of its own, behind the one on why it ends. */
  boolean hasLastWord() {
    return !Set.of("gemini", "vertex, Gemini", "cohere", "ollama", "responses", "bedrock")
        .contains(name);
  }

  /** Claude's events lie in base64 within their frames. */
  private byte[] unfinishedFrames() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    while (frames.hasRemaining()) {
      byte[] frame = new byte[frames.getInt(frames.position())];
      frames.get(frame);
      String text = new String(frame, StandardCharsets.ISO_8859_1);
      Matcher inner = INNER.matcher(text);
      String event =
          inner.find()
              ? new String(Base64.getDecoder().decode(inner.group(1)), StandardCharsets.ISO_8859_1)
              : text;
      if (!event.contains("messageStop") && !event.contains("message_delta")) {
        kept.writeBytes(frame);
      }
    }
    return kept.toByteArray();
  }

  Target target() {
    return new Target(
        "lab", model, "https://lab.test", Map.of(), Map.of(), Set.of(), Target.Traits.UNKNOWN);
  }

  @Override
  public String toString() {
    return name;
  }
}
