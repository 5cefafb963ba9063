package dev.vaultgate.examples.bench.mock;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a streamed answer, cut where a paced stream pauses. The first write carries the
 * head, the role frame and the first delta, so that the time to the first content does not contain
 * a pause; every other frame is a write of its own.
 */
final class StreamScript {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
          + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n"
          + HttpAnswer.REQUEST_ID
          + "\r\n";

  private static final String END = "0\r\n\r\n";

  private final List<ByteBuffer> writes;
  private final ByteBuffer whole;

  private StreamScript(List<ByteBuffer> writes, ByteBuffer whole) {
    this.writes = writes;
    this.whole = whole;
  }

  /** Prepares all bytes of a stream with so many content deltas. */
  static StreamScript of(int deltas) {
    List<String> chunks = StreamEvents.of(deltas).stream().map(StreamScript::chunk).toList();
    int last = chunks.size() - 1;
    List<String> texts = new ArrayList<>();
    texts.add(HEAD + chunks.get(0) + chunks.get(1));
    texts.addAll(chunks.subList(2, last));
    texts.add(chunks.get(last) + END);
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

  /** An event in an HTTP chunk of its own. */
  private static String chunk(String event) {
    return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
  }
}
