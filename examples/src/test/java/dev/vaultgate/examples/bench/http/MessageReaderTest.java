package dev.vaultgate.examples.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.examples.bench.http.MessageReader.Kind;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  private static final String CHUNKED =
      """
      HTTP/1.1 200 OK\r
      Transfer-Encoding: chunked\r
      \r
      5;x=y\r
      hello\r
      11\r
       to whom it may. \r
      0\r
      Trailer: x\r
      \r
      """;

  private final StringBuilder body = new StringBuilder();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
  void chunkedBodyIsWholeHoweverItIsCut(int pieceBytes) throws IOException {
    MessageReader reader = reader(Kind.RESPONSE);

    boolean complete = read(reader, CHUNKED, pieceBytes);

    assertThat(complete).isTrue();
    assertThat(body).hasToString("hello to whom it may. ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
  void bodyOfKnownLengthIsWholeHoweverItIsCut(int pieceBytes) throws IOException {
    MessageReader reader = reader(Kind.REQUEST);

    boolean complete =
        read(reader, "POST /x HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello", pieceBytes);

    assertThat(complete).isTrue();
    assertThat(body).hasToString("hello");
    assertThat(reader.startLine()).isEqualTo("POST /x HTTP/1.1");
  }

  @Test
  void requestWithoutLengthHasNoBody() throws IOException {
    assertThat(read(reader(Kind.REQUEST), "GET / HTTP/1.1\r\n\r\n", 1)).isTrue();
  }

  @Test
  void responseWithoutLengthLastsToTheEndOfTheConnection() throws IOException {
    MessageReader reader = reader(Kind.RESPONSE);

    boolean complete = read(reader, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello", 3);

    assertThat(complete).isFalse();
    assertThat(reader.endOfConnection()).isTrue();
    assertThat(reader.closesConnection()).isTrue();
    assertThat(body).hasToString("hello");
  }

  @Test
  void endOfConnectionInsideOfABodyOfKnownLengthIsNotTheEndOfTheMessage() throws IOException {
    MessageReader reader = reader(Kind.RESPONSE);

    read(reader, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", 100);

    assertThat(reader.endOfConnection()).isFalse();
  }

  @Test
  void messagesFollowEachOther() throws IOException {
    MessageReader reader = reader(Kind.RESPONSE);
    read(reader, CHUNKED, 9);
    body.setLength(0);

    reader.begin();
    boolean complete = read(reader, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes", 9);

    assertThat(complete).isTrue();
    assertThat(body).hasToString("yes");
  }

  @Test
  void bytesBehindTheEndAreRefused() {
    MessageReader reader = reader(Kind.RESPONSE);

    assertThatThrownBy(() -> read(reader, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nyes", 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("behind the end");
  }

  @Test
  void chunkSizeThatIsNoNumberIsRefused() {
    String message = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello";

    assertThatThrownBy(() -> read(reader(Kind.RESPONSE), message, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chunk size");
  }

  private MessageReader reader(Kind kind) {
    MessageReader reader =
        new MessageReader(
            kind, (bytes, from, to) -> body.append(new String(bytes, from, to - from, US_ASCII)));
    reader.begin();
    return reader;
  }

  private static boolean read(MessageReader reader, String message, int pieceBytes)
      throws IOException {
    byte[] bytes = message.getBytes(US_ASCII);
    boolean complete = false;
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceBytes));
      complete = reader.read(piece, piece.length);
    }
    return complete;
  }
}
