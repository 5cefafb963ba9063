package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.json.JsonText;
import java.util.Arrays;
import java.util.List;

/**
 * What the frames of a stream have said, for counting it when the stream has ended: text,
 * reasoning, refusals and calls of tools, in the order in which they came. Kept as the inside of a
 * JSON string, since that is how most of it arrives; so a frame costs a copy of the few bytes that
 * it says. Several choices are kept as one text. For one stream and one thread.
 */
public final class AnswerText {

  private static final int FIRST_BYTES = 512;

  /** More than the longest answer of any model; what comes after is counted and not kept. */
  private static final int BYTES_MAX = 1024 * 1024;

  private byte[] kept = new byte[FIRST_BYTES];
  private int size;
  private long chars;
  private long leftOut;

  /** What a whole answer says. */
  public static AnswerText of(ChatResponse response) {
    AnswerText said = new AnswerText();
    ChatFrames frames = new WholeFrames(response, List.of());
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      said.add(frame);
    }
    return said;
  }

  /** Takes what a frame says. */
  public void add(Frame frame) {
    int more = frame.answerChars();
    chars += more;
    if (frame instanceof Frame.Raw raw && raw.answerAt() >= 0) {
      keep(raw.json(), raw.answerAt(), more);
    } else if (more > 0) {
      frame.events().forEach(this::add);
    }
  }

  private void add(ChatEvent event) {
    if (event instanceof ChatEvent.ReasoningDelta delta) {
      keep(delta.reasoning());
    } else if (event instanceof ChatEvent.RefusalDelta delta) {
      keep(delta.refusal());
    } else if (event instanceof ChatEvent.ToolCallDelta delta) {
      keep(delta.name() == null ? "" : delta.name());
      keep(delta.arguments());
    } else {
      keep(event.text());
    }
  }

  private void keep(String text) {
    if (!text.isEmpty()) {
      byte[] quoted = JsonText.quote(text);
      keep(quoted, 1, quoted.length - 2);
    }
  }

  private void keep(byte[] from, int at, int length) {
    if (length > BYTES_MAX - size) {
      leftOut += length;
      return;
    }
    if (length > kept.length - size) {
      kept = Arrays.copyOf(kept, Math.max(size + length, 2 * kept.length));
    }
    System.arraycopy(from, at, kept, size, length);
    size += length;
  }

  /** How much was said, in characters; where bytes passed, in bytes of JSON text. */
  public long chars() {
    return chars;
  }

  /** How many bytes are not in {@link #text}, because there are too many. */
  public long bytesLeftOut() {
    return leftOut;
  }

  /** What was said, up to a megabyte. */
  public String text() {
    return JsonText.decode(kept, 0, size);
  }
}
