package dev.vaultgate.examples.bench.load;

import dev.vaultgate.examples.bench.load.Scenario.BodySize;

/** The JSON of a chat completion request. */
public final class RequestBody {

  private static final int SHORT_BYTES = 434;
  private static final int LONG_TURNS = 200;
  private static final int LONG_TURN_CHARS = 532;

  private static final String SYSTEM =
      "You are a careful assistant who answers in whole sentences and names every source.";

  private static final String QUESTION =
      "Which parts of a gateway's work are on the path of every request, and which may be done "
          + "afterwards? ";

  private RequestBody() {}

  /** A request of this size to this model. A streamed one also asks for usage. */
  public static String of(BodySize size, String model, boolean stream) {
    return around(model, stream, size == BodySize.SHORT ? shortChat() : longChat());
  }

  private static String around(String model, boolean stream, String messages) {
    return "{\"model\":\""
        + model
        + "\","
        + (stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "")
        + "\"messages\":["
        + messages
        + "],\"temperature\":0.7,\"max_tokens\":256}";
  }

  /** With the usual model name, and not streamed, the body has {@value #SHORT_BYTES} bytes. */
  private static String shortChat() {
    String start = message("system", SYSTEM) + ",";
    int around = around("bench-model", false, "").length();
    int textLength = SHORT_BYTES - around - start.length() - message("user", "").length();
    return start + message("user", QUESTION.repeat(4).substring(0, textLength));
  }

  private static String longChat() {
    StringBuilder chat = new StringBuilder(message("system", SYSTEM));
    String text = QUESTION.repeat(LONG_TURN_CHARS / QUESTION.length() + 1);
    for (int turn = 0; turn < LONG_TURNS; turn++) {
      String role = turn % 2 == 0 ? "user" : "assistant";
      chat.append(',').append(message(role, turn + ": " + text.substring(0, LONG_TURN_CHARS)));
    }
    return chat.append(',').append(message("user", QUESTION)).toString();
  }

  private static String message(String role, String content) {
    return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
  }
}
