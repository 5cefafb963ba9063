package dev.vaultgate.client.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final int MAX = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void f34EveryLineEndAndEveryCutGivesTheSameEvents(String end) throws IOException {
    String stream =
        "\uFEFF: hello"
            + end
            + "event: first"
            + end
            + "data: héllo 😀"
            + end
            + end
            + "data:no space"
            + end
            + "data: second line"
            + end
            + "id: 7"
            + end
            + end
            + ":"
            + end
            + end
            + "event: without data"
            + end
            + end
            + "data"
            + end
            + end
            + "data: last, without a blank line";
    List<String> expected =
        List.of("first|héllo 😀", "|no space\nsecond line", "|", "|last, without a blank line");
    byte[] bytes = stream.getBytes(UTF_8);

    for (int piece = 1; piece <= bytes.length; piece++) {
      assertThat(events(bytes, piece)).as("pieces of %s", piece).isEqualTo(expected);
    }
  }

  @Test
  void f34MixedLineEndsInRandomPiecesGiveTheSameEvents() throws IOException {
    String[] ends = {"\n", "\r", "\r\n"};
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder stream = new StringBuilder();
      List<String> expected = new ArrayList<>();
      // A CR and an LF that two line ends put side by side would be one line end.
      for (int i = 0; i < 20; i++) {
        String data = "x".repeat(random.nextInt(40)) + "é" + i;
        String end = ends[random.nextInt(3)];
        stream.append("data: ").append(data).append(end).append(end);
        expected.add("|" + data);
        stream.append(": comment").append(end);
      }

      assertThat(events(stream.toString().getBytes(UTF_8), 1 + random.nextInt(9)))
          .as("seed %s, round %s", seed, round)
          .isEqualTo(expected);
    }
  }

  @Test
  void anEventLargerThanTheBufferIsReadWhole() throws IOException {
    String large = "y".repeat(100_000);

    assertThat(events(("data: small\n\ndata: " + large + "\n\ndata: z\n\n").getBytes(UTF_8), 777))
        .containsExactly("|small", "|" + large, "|z");
  }

  @Test
  void f22AnEventBeyondTheBoundIsAnError() {
    byte[] endless = ("data: " + "z".repeat(50_000)).getBytes(UTF_8);
    EventReader reader = new EventReader(new ByteArrayInputStream(endless), 10_000);

    assertThatThrownBy(reader::next).isInstanceOf(EventTooLargeException.class);
  }

  @Test
  void f22ManyDataLinesBeyondTheBoundAreAnError() {
    byte[] endless = "data: zzzzzzzzzz\n".repeat(50_000).getBytes(UTF_8);
    EventReader reader = new EventReader(new ByteArrayInputStream(endless), 100_000);

    assertThatThrownBy(reader::next).isInstanceOf(EventTooLargeException.class);
  }

  @Test
  void commentsAreCountedAndNotDelivered() throws IOException {
    EventReader reader =
        new EventReader(new ByteArrayInputStream(": a\n\n: b\n\ndata: x\n\n".getBytes(UTF_8)), MAX);

    assertThat(reader.next().data()).isEqualTo("x");
    assertThat(reader.comments()).isEqualTo(2);
  }

  @Test
  void theHookRunsOnceForEachRead() throws IOException {
    byte[] stream = "data: a\n\ndata: b\n\ndata: c\n\n".getBytes(UTF_8);
    EventReader reader = new EventReader(new ByteArrayInputStream(stream), MAX);
    List<String> order = new ArrayList<>();
    reader.beforeRead(() -> order.add("wait"));

    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      order.add(event.data());
    }

    assertThat(order).containsExactly("wait", "a", "b", "c", "wait");
  }

  private static List<String> events(byte[] bytes, int piece) throws IOException {
    EventReader reader = new EventReader(new Pieces(bytes, piece), MAX);
    List<String> events = new ArrayList<>();
    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      events.add(event.type() + "|" + event.data());
    }
    return events;
  }

  /** A source that gives at most so many bytes at a time. */
  private static final class Pieces extends InputStream {
    private final InputStream bytes;
    private final int piece;

    Pieces(byte[] bytes, int piece) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.piece = piece;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return bytes.read(into, offset, Math.min(piece, length));
    }
  }
}
