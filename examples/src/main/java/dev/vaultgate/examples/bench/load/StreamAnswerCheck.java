package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.http.Bytes;
import dev.vaultgate.examples.bench.mock.StreamEvents;

/**
 * Expects every frame of the mock's stream, in order, none lost and none doubled, and {@code
 * [DONE]} as the last. Comments between frames are allowed: gateways send them to keep a connection
 * open.
 */
final class StreamAnswerCheck implements AnswerCheck {

  private static final byte[] DATA = "data:".getBytes(US_ASCII);
  private static final byte[] CONTENT = ("\"content\":\"" + StreamEvents.WORD).getBytes(US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final int LINE_BYTES_MAX = 8_192;
  private static final int DONE_LINE_BYTES_MAX = 16;

  private final int framesExpected;
  private final byte[] line = new byte[LINE_BYTES_MAX];
  private int lineLength;
  private int frames;
  private int nextWord;
  private boolean done;
  private String fault = "";

  StreamAnswerCheck(int framesExpected) {
    this.framesExpected = framesExpected;
  }

  @Override
  public void begin() {
    lineLength = 0;
    frames = 0;
    nextWord = 0;
    done = false;
    fault = "";
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        endLine();
        lineLength = 0;
      } else if (lineLength < LINE_BYTES_MAX) {
        line[lineLength++] = b;
      }
    }
  }

  @Override
  public String fault() {
    if (!fault.isEmpty()) {
      return fault;
    }
    if (!done) {
      return "the stream ended without [DONE] after " + frames + " frames";
    }
    return frames == framesExpected
        ? ""
        : "the stream had " + frames + " frames (expected: " + framesExpected + ")";
  }

  @Override
  public boolean hasContent() {
    return nextWord > 0;
  }

  @Override
  public int frames() {
    return frames;
  }

  private void endLine() {
    if (!Bytes.startsWith(line, 0, lineLength, DATA)) {
      return;
    }
    if (done) {
      fault = "a frame came after [DONE]";
    }
    frames++;
    int word = Bytes.indexAfter(line, 0, lineLength, CONTENT);
    if (word >= 0) {
      expectWord(Bytes.number(line, word, lineLength));
    } else if (lineLength <= DONE_LINE_BYTES_MAX && Bytes.contains(line, 0, lineLength, DONE)) {
      done = true;
    }
  }

  private void expectWord(int word) {
    if (word != nextWord) {
      fault = "word " + word + " came where word " + nextWord + " was expected";
    }
    nextWord = word + 1;
  }
}
