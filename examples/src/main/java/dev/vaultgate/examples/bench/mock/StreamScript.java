package dev.vaultgate.examples.bench.mock;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a streamed answer, cut where a paced stream pauses.
 *
 * <p>A stream is a role frame, the content deltas, a finish frame, a usage frame and {@code
 * [DONE]}. The first write carries the head, the role frame and the first delta, so that the time
 * to the first content does not contain a pause; every other frame is a write of its own. Each
 * delta's text is its number behind {@link #WORD}, by which a reader can tell lost, doubled and
 * reordered frames.
 */
public final class StreamScript {

  /** Role, finish, usage and {@code [DONE]}. */
  public static final int FRAMES_AROUND_DELTAS = 4;

  /** What stands in front of the number in the text of each delta. */
  public static final String WORD = " word";

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
          + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n"
          + HttpAnswer.REQUEST_ID
          + "\r\n";

  private static final String CHUNK_START =
      """
      {"id":"chatcmpl-CkQ2v7Zl0m1XwT4sYbE9hUoR3pNaD","object":"chat.completion.chunk",\
      "created":1763800000,"model":"bench-model",\
      """;

  private static final String USAGE =
      """
      "usage":{"prompt_tokens":87,"completion_tokens":%d,"total_tokens":%d,\
      "prompt_tokens_details":{"cached_tokens":0},\
      "completion_tokens_details":{"reasoning_tokens":0}}}\
      """;

  private static final int PROMPT_TOKENS = 87;

  private final List<ByteBuffer> writes;
  private final ByteBuffer whole;

  private StreamScript(List<ByteBuffer> writes, ByteBuffer whole) {
    this.writes = writes;
    this.whole = whole;
  }

  /** Prepares all bytes of a stream with so many content deltas. */
  static StreamScript of(int deltas) {
    List<String> texts = new ArrayList<>();
    texts.add(HEAD + frame(choice("{\"role\":\"assistant\",\"content\":\"\"}", "null")) + delta(0));
    for (int i = 1; i < deltas; i++) {
      texts.add(delta(i));
    }
    texts.add(frame(choice("{}", "\"stop\"")));
    texts.add(
        frame(
            CHUNK_START
                + "\"choices\":[],"
                + String.format(USAGE, deltas, PROMPT_TOKENS + deltas)));
    texts.add(frame("[DONE]") + "0\r\n\r\n");
    List<ByteBuffer> writes = texts.stream().map(HttpAnswer::direct).toList();
    return new StreamScript(writes, HttpAnswer.direct(String.join("", texts)));
  }

  /** How many writes a paced stream takes. */
  int writeCount() {
    return writes.size();
  }

  /** A fresh view on the bytes of one write of a paced stream. */
  ByteBuffer write(int index) {
    return writes.get(index).duplicate();
  }

  /** A fresh view on the whole stream. */
  ByteBuffer whole() {
    return whole.duplicate();
  }

  private static String delta(int number) {
    return frame(choice("{\"content\":\"" + WORD + number + "\"}", "null"));
  }

  private static String choice(String delta, String finishReason) {
    return CHUNK_START
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}]}";
  }

  /** An event of one data line, in an HTTP chunk of its own. */
  private static String frame(String data) {
    String event = "data: " + data + "\n\n";
    return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
  }
}
