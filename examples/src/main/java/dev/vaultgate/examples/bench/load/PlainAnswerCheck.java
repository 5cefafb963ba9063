package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.http.Bytes;
import dev.vaultgate.examples.bench.mock.PlainAnswer;

/** Expects the mock's text to its last word, and the usage behind it. */
final class PlainAnswerCheck implements AnswerCheck {

  private static final byte[] LAST_WORDS = PlainAnswer.LAST_WORDS.getBytes(US_ASCII);
  private static final byte[] USAGE = "\"total_tokens\"".getBytes(US_ASCII);

  private static final int BODY_BYTES_MAX = 16_384;

  private final byte[] body = new byte[BODY_BYTES_MAX];
  private int length;

  @Override
  public void begin() {
    length = 0;
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    int count = Math.min(to - from, body.length - length);
    System.arraycopy(bytes, from, body, length, count);
    length += count;
  }

  @Override
  public String fault() {
    if (!Bytes.contains(body, 0, length, LAST_WORDS)) {
      return "the answer's text is not whole";
    }
    return Bytes.contains(body, 0, length, USAGE) ? "" : "the answer has no usage";
  }

  @Override
  public boolean hasContent() {
    return length > 0;
  }

  @Override
  public int frames() {
    return 0;
  }
}
