package dev.vaultgate.router.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import java.nio.charset.StandardCharsets;

/**
 * An encoding of OpenAI's, by JTokkit: the one class that needs that library. A long text is
 * counted up to a bound and estimated beyond it at a token for each byte, which no text exceeds: a
 * megabyte without a blank takes a second.
 */
final class OpenAiEncoding implements Tokenizer {

  private static final int CHARS_MAX = 512 * 1024;

  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  private final Encoding encoding;

  private OpenAiEncoding(Encoding encoding) {
    this.encoding = encoding;
  }

  /**
   * Loads an encoding, once for the whole process; takes a good part of a second.
   *
   * @throws LinkageError when JTokkit is not on the class path
   */
  static Tokenizer load(String name) {
    return new OpenAiEncoding(
        ENCODINGS
            .getEncoding(name)
            .orElseThrow(() -> new IllegalArgumentException("encoding: " + name)));
  }

  @Override
  public long count(String text) {
    if (text.length() <= CHARS_MAX) {
      return encoding.countTokensOrdinary(text);
    }
    String rest = text.substring(CHARS_MAX);
    long counted = encoding.countTokensOrdinary(text.substring(0, CHARS_MAX));
    return counted + rest.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean isExact() {
    return true;
  }
}
