package dev.vaultgate.router.route;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of content that is held back: how much it is, and whether tool calls are whole. */
final class HeldContent {

  private static final int CHARS_PER_TOKEN = 4;

  /** As much as may wait anywhere for one stream. */
  private static final int CHARS_MAX = 256 * 1024;

  private final CommitWindow window;
  private final Place place;

  /** The arguments of functions that are being called, by choice and index. */
  private final Map<Long, StringBuilder> calls = new LinkedHashMap<>();

  private long chars;
  private boolean begun;
  private boolean callIsOpen;
  private boolean cutByLength;
  private @Nullable Long open;

  HeldContent(CommitWindow window, Place place) {
    this.window = window;
    this.place = place;
  }

  void add(Frame frame) {
    begun |= frame.isContent();
    chars += frame.answerChars();
    if (window.toolCalls()) {
      frame.events().forEach(this::see);
    }
  }

  private void see(ChatEvent event) {
    if (event instanceof ChatEvent.ToolCallDelta delta) {
      long call = ((long) delta.choice() << 32) | delta.index();
      if (open == null || open != call) {
        closeCall();
        open = call;
      }
      callIsOpen = true;
      if (!"custom".equals(delta.type()) || calls.containsKey(call)) {
        calls.computeIfAbsent(call, absent -> new StringBuilder()).append(delta.arguments());
      }
    } else if (event instanceof ChatEvent.Finish finish) {
      cutByLength |= finish.reason().kind() == FinishReason.Kind.LENGTH;
      closeCall();
    } else if (event.isContent()) {
      closeCall();
    }
  }

  private void closeCall() {
    callIsOpen = false;
  }

  /** Whether any content has come. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether the window is over, but for its time. */
  boolean isEnough() {
    if (chars > CHARS_MAX) {
      return true;
    }
    return begun
        && !hasOpenCall()
        && chars >= (long) window.tokens() * CHARS_PER_TOKEN
        && isSound();
  }

  /** Whether a call has begun whose arguments may go on: whole ones cannot. */
  private boolean hasOpenCall() {
    StringBuilder arguments = callIsOpen ? calls.get(open) : null;
    boolean isWhole =
        arguments != null
            && !arguments.isEmpty()
            && arguments.charAt(arguments.length() - 1) == '}'
            && isJson(arguments.toString());
    return callIsOpen && !isWhole;
  }

  private boolean isSound() {
    check();
    return true;
  }

  /**
   * Fails when a tool call that came to its end cannot be read.
   *
   * @throws UpstreamException when arguments are no JSON
   */
  void check() {
    for (StringBuilder arguments : calls.values()) {
      if (!cutByLength && !isJson(arguments.toString())) {
        throw new UpstreamException(
            UpstreamFault.INVALID_RESPONSE,
            new UpstreamException.Report(
                place.provider(), place.id(), 0, "the arguments of a tool call are no JSON", null),
            null,
            null);
      }
    }
  }

  /** A function without parameters is called without arguments by some. */
  private static boolean isJson(String arguments) {
    if (arguments.isBlank()) {
      return true;
    }
    try {
      return Json.read(arguments.getBytes(StandardCharsets.UTF_8)).isObject();
    } catch (IOException e) {
      // That it cannot be read is the answer.
      return false;
    }
  }
}
