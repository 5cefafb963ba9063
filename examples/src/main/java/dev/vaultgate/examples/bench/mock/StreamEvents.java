package dev.vaultgate.examples.bench.mock;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of a streamed answer as OpenAI sends them: a role frame, the content deltas, a finish
 * frame, a usage frame and {@code [DONE]}. Each delta's text is its number behind {@link #WORD}, by
 * which a reader can tell lost, doubled and reordered frames.
 */
public final class StreamEvents {

  /** Role, finish, usage and {@code [DONE]}. */
  public static final int FRAMES_AROUND_DELTAS = 4;

  /** What stands in front of the number in the text of each delta. */
  public static final String WORD = " word";

  private static final String CHUNK_START =
      """
      {"id":"chatcmpl-CkQ2v7Zl0m1XwT4sYbE9hUoR3pNaD","object":"chat.completion.chunk",\
      "created":1763800000,"model":"bench-model",\
      """;

  private static final int PROMPT_TOKENS = 87;

  private StreamEvents() {}

  /** All events in order, each with the blank line that ends it. */
  public static List<String> of(int deltas) {
    List<String> events = new ArrayList<>();
    events.add(event(choice("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    for (int i = 0; i < deltas; i++) {
      events.add(event(choice("{\"content\":\"" + WORD + i + "\"}", "null")));
    }
    events.add(event(choice("{}", "\"stop\"")));
    events.add(event(CHUNK_START + usage(deltas)));
    events.add(event("[DONE]"));
    return events;
  }

  private static String choice(String delta, String finishReason) {
    return CHUNK_START
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}]}";
  }

  private static String usage(int answerTokens) {
    return """
    "choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
    "prompt_tokens_details":{"cached_tokens":0},\
    "completion_tokens_details":{"reasoning_tokens":0}}}\
    """
        .formatted(PROMPT_TOKENS, answerTokens, PROMPT_TOKENS + answerTokens);
  }

  private static String event(String data) {
    return "data: " + data + "\n\n";
  }
}
