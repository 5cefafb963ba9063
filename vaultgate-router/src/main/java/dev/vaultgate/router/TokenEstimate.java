package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.PixelSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token counts for calls whose provider did not report any, and upper bounds for holds. An estimate
 * takes four characters for a token, which OpenAI gives as the usual figure for English; a bound
 * takes a token for every byte, which no tokenizer exceeds.
 */
final class TokenEstimate {

  private static final int CHARS_PER_TOKEN = 4;

  /** Small caps are told by small answers, whose few tokens may be long. */
  private static final int ANSWER_CHARS_FREE = 2_000;

  /** What a provider adds around a message: role marks and separators. */
  private static final int TOKENS_PER_MESSAGE = 8;

  /** OpenAI's high-detail image of 2048 by 2048 pixels and Anthropic's largest are below this. */
  private static final int TOKENS_PER_IMAGE = 3_000;

  /** The area that the figures for images are given for. */
  private static final long SQUARE = 1024L * 1024;

  private TokenEstimate() {}

  /** Usage from what was sent and what was delivered. */
  static Usage of(ChatFacts facts, long answerChars) {
    long prompt = up(facts.promptBytes()) + (long) facts.images() * TOKENS_PER_IMAGE;
    return Usage.of(prompt, up(answerChars));
  }

  /** Usage of vectors, from what was sent. */
  static Usage of(EmbeddingCall call) {
    return Usage.of(up(call.tokensMax()), 0);
  }

  /** Usage of images: those of OpenAI's models have so many tokens, by quality and area. */
  static Usage of(ImageCall call, int images) {
    ImageRequest request = call.request();
    long prompt = up(request.prompt().length()) + (long) call.inputs().size() * TOKENS_PER_IMAGE;
    long answer = images * tokens(request.quality(), PixelSize.parse(request.size()));
    Usage usage = Usage.of(prompt, answer);
    ObjectNode details = Json.object().put("image_tokens", answer);
    return new Usage(
        usage.promptTokens(),
        usage.completionTokens(),
        usage.totalTokens(),
        0,
        0,
        0,
        Map.of("output_tokens_details", details));
  }

  private static long tokens(@Nullable String quality, @Nullable PixelSize size) {
    long square =
        switch (quality == null ? "" : quality) {
          case "low" -> 272;
          case "high", "hd" -> 4_160;
          default -> 1_056;
        };
    long pixels = size == null ? SQUARE : (long) size.width() * size.height();
    return Math.max(square, square * pixels / SQUARE);
  }

  /** The most tokens that the prompt can have. */
  static long promptMax(ChatFacts facts) {
    return facts.promptBytes()
        + (long) facts.messages() * TOKENS_PER_MESSAGE
        + (long) facts.images() * TOKENS_PER_IMAGE;
  }

  /**
   * Whether an answer is far beyond the cap that was granted, however long its tokens are: more
   * than four times the tokens, of twice the usual length.
   *
   * @param cap for each choice; null for none, which nothing exceeds
   */
  static boolean exceeds(@Nullable Integer cap, int choices, long answerChars) {
    return cap != null
        && answerChars > 4L * cap * choices * 2 * CHARS_PER_TOKEN + ANSWER_CHARS_FREE;
  }

  private static long up(long chars) {
    return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }
}
