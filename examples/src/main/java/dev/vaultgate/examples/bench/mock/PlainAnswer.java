package dev.vaultgate.examples.bench.mock;

import java.nio.ByteBuffer;

/**
 * The bytes of a whole, unstreamed answer: a body of {@value #BODY_BYTES} bytes with the members
 * that OpenAI sends today, usage details included.
 */
public final class PlainAnswer {

  /** Size of the JSON body. */
  public static final int BODY_BYTES = 1_225;

  /** The last words of the assistant's text; whoever finds them got the whole text. */
  public static final String LAST_WORDS = "and that is the end.";

  private static final String SENTENCE = "A reverse proxy forwards requests and returns answers; ";

  private PlainAnswer() {}

  /** Head and body, to be written by way of {@link ByteBuffer#duplicate() duplicates}. */
  static ByteBuffer bytes() {
    return HttpAnswer.of("200 OK", "application/json", body());
  }

  /** The JSON alone. */
  public static String body() {
    String before =
        """
        {"id":"chatcmpl-CkQ2v7Zl0m1XwT4sYbE9hUoR3pNaD","object":"chat.completion",\
        "created":1763800000,"model":"bench-model","choices":[{"index":0,"message":\
        {"role":"assistant","content":\"\
        """;
    String after =
        """
        ","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":87,"completion_tokens":142,"total_tokens":229,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},\
        "service_tier":"default","system_fingerprint":"fp_51db84afab"}\
        """;
    int textLength = BODY_BYTES - before.length() - after.length();
    String sentences = SENTENCE.repeat(textLength / SENTENCE.length() + 1);
    String text = sentences.substring(0, textLength - LAST_WORDS.length()) + LAST_WORDS;
    return before + text + after;
  }
}
