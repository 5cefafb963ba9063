package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The bytes of the requests that are sent. */
final class Requests {

  private static final int SHORT_BYTES = 434;
  private static final int LONG_TURNS = 200;
  private static final int LONG_TURN_CHARS = 532;

  private static final String SYSTEM =
      "You are a careful assistant who answers in whole sentences and names every source.";

  private static final String QUESTION =
      "Which parts of a gateway's work are on the path of every request, and which may be done "
          + "afterwards? ";

  private Requests() {}

  /** Head and body, to be written by way of {@link ByteBuffer#duplicate() duplicates}. */
  static ByteBuffer of(Scenario scenario, Target target) {
    String body =
        start(scenario, target)
            + (scenario.body() == Scenario.BodySize.SHORT ? shortChat() : longChat())
            + "],\"temperature\":0.7,\"max_tokens\":256}";
    StringBuilder head = new StringBuilder();
    head.append("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:").append(target.port());
    head.append("\r\nUser-Agent: vaultgate-bench\r\nAccept: application/json\r\n");
    head.append("Content-Type: application/json\r\n");
    target.headers().forEach(line -> head.append(line).append("\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    byte[] bytes = (head + body).getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static String start(Scenario scenario, Target target) {
    String stream =
        scenario.stream() ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "";
    return "{\"model\":\"" + target.model() + "\"," + stream + "\"messages\":[";
  }

  /** With the usual model name, and not streamed, the body has {@value #SHORT_BYTES} bytes. */
  private static String shortChat() {
    String start = message("system", SYSTEM) + ",";
    int around =
        "{\"model\":\"bench-model\",\"messages\":[],\"temperature\":0.7,\"max_tokens\":256}"
            .length();
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
