package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer before or after it was cut to what the request allows.
 *
 * @param reasoning empty for none
 * @param text empty when tools are called
 */
record Draft(String reasoning, String text, List<ToolCall> calls, FinishReason finish) {

  Draft {
    calls = List.copyOf(calls);
  }

  static Draft ofText(String text) {
    return new Draft("", text, List.of(), FinishReason.STOP);
  }

  static Draft ofCalls(List<ToolCall> calls) {
    return new Draft("", "", calls, FinishReason.TOOL_CALLS);
  }

  Draft thinking(String reasoning) {
    return new Draft(reasoning, text, calls, finish);
  }

  /** What it costs to have written this. */
  long tokens() {
    long chars = (long) reasoning.length() + text.length();
    for (ToolCall call : calls) {
      chars += (long) call.name().length() + call.arguments().length();
    }
    return Tokens.ofChars(chars);
  }

  /** This answer as the request allows it: up to the first stop text, and within the output cap. */
  Draft within(ChatRequest request, int tokensMax) {
    Integer asked = request.outputTokensMax();
    long tokens = asked == null ? tokensMax : Math.min(asked, tokensMax);
    return beforeStop(request.stop()).cut(tokens * Tokens.CHARS_PER_TOKEN);
  }

  private Draft beforeStop(List<String> stops) {
    int end = text.length();
    for (String stop : stops) {
      int at = stop.isEmpty() ? -1 : text.indexOf(stop);
      end = at < 0 ? end : Math.min(end, at);
    }
    return new Draft(reasoning, text.substring(0, end), calls, finish);
  }

  /** Reasoning is written first, then the text, then the calls. */
  private Draft cut(long charsMax) {
    long left = charsMax;
    String thought = beginning(reasoning, left);
    left -= thought.length();
    String words = beginning(text, left);
    left -= words.length();
    boolean whole = thought.length() == reasoning.length() && words.length() == text.length();
    List<ToolCall> made = new ArrayList<>();
    for (ToolCall call : calls) {
      left -= call.name().length();
      if (left < 0) {
        whole = false;
        break;
      }
      String arguments = beginning(call.arguments(), left);
      left -= arguments.length();
      whole &= arguments.length() == call.arguments().length();
      made.add(ToolCall.function(call.id(), call.name(), arguments));
    }
    return new Draft(thought, words, made, whole ? finish : FinishReason.LENGTH);
  }

  /** At most so many characters, and no half of a pair. */
  private static String beginning(String text, long charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = (int) Math.max(0, charsMax);
    boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splitsPair ? end - 1 : end);
  }
}
