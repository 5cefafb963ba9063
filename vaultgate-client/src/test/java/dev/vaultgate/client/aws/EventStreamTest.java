package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.recordings.CutInputStream;
import dev.vaultgate.client.sse.EventSource;
import dev.vaultgate.client.sse.EventTooLargeException;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

  private static final int BOUND = 64 * 1024;
  private static final String LONG = "\"" + "ö".repeat(9000) + "\"";
  private static final byte[] STREAM =
      new Frames()
          .event("begin", "{\"a\":\"Grüße 🌍\"}")
          .event("long", LONG)
          .event("end", "{}")
          .bytes();

  private static List<String> read(InputStream body) throws IOException {
    EventSource source = EventStream.FRAMING.open(body, BOUND);
    List<String> read = new ArrayList<>();
    for (ServerSentEvent e = source.next(); e != null; e = source.next()) {
      read.add(e.type() + " " + e.data());
    }
    assertThat(source.isEnded()).isTrue();
    return read;
  }

  private static List<String> read(byte[] body) throws IOException {
    return read(new ByteArrayInputStream(body));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 12, 13, 4096, Integer.MAX_VALUE})
  void framesAreTheSameHoweverTheyAreCut(int pieceBytes) throws IOException {
    assertThat(read(new CutInputStream(STREAM, pieceBytes)))
        .containsExactly("begin {\"a\":\"Grüße 🌍\"}", "long " + LONG, "end {}");
  }

  @Test
  void endWithinAFrameIsAnErrorWhereverItIs() throws IOException {
    byte[] one = new Frames().event("begin", "{}").bytes();
    for (int end = 1; end < one.length; end++) {
      byte[] cut = Arrays.copyOf(one, end);
      assertThatThrownBy(() -> read(cut)).as("cut at " + end).isInstanceOf(EOFException.class);
    }
    assertThat(read(one)).hasSize(1);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void byteThatIsWrongIsAnErrorWhereverItIs() {
    byte[] one = new Frames().event("begin", "{\"a\":1}").bytes();
    for (int at = 0; at < one.length; at++) {
      byte[] spoiled = one.clone();
      spoiled[at] ^= 0x10;
      assertThatThrownBy(() -> read(spoiled))
          .as("spoiled at " + at)
          .isInstanceOf(UpstreamFailure.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void frameAboveTheBoundIsNotRead() {
    byte[] large = new Frames().event("begin", "x".repeat(BOUND)).bytes();

    assertThatThrownBy(() -> read(large)).isInstanceOf(EventTooLargeException.class);
  }

  @Test
  void failureIsToldByItsName() throws IOException {
    byte[] failed =
        new Frames()
            .exception("throttlingException", "{\"message\":\"slow\"}")
            .frame(
                Map.of(
                    ":message-type", "error",
                    ":error-code", "InternalError",
                    ":error-message", "broken"),
                "")
            .bytes();

    assertThat(read(failed))
        .containsExactly(
            "failure:throttlingException {\"message\":\"slow\"}", "failure:InternalError broken");
  }

  @Test
  void headersOfEveryTypeArePassedOver() throws IOException {
    byte[] headers = {
      1, 'a', 0, 1, 'b', 1, 1, 'c', 2, 9, 1, 'd', 3, 9, 9, 1, 'e', 4, 9, 9, 9, 9, 1, 'f', 5, 9, 9,
      9, 9, 9, 9, 9, 9, 1, 'g', 6, 0, 1, 9, 1, 'h', 8, 9, 9, 9, 9, 9, 9, 9, 9, 1, 'i', 9, 9, 9, 9,
      9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 11, ':', 'e', 'v', 'e', 'n', 't', '-', 't', 'y', 'p',
      'e', 7, 0, 2, 'o', 'k'
    };

    assertThat(read(new Frames().frame(headers, "{}".getBytes(UTF_8)).bytes()))
        .containsExactly("ok {}");
  }

  @Test
  void headersThatRunOutOfTheirPlaceAreAnError() {
    for (byte[] headers :
        List.of(
            new byte[] {9, 'a', 7}, new byte[] {1, 'a', 7, 0, 9, 'b'}, new byte[] {1, 'a', 12})) {
      byte[] body = new Frames().frame(headers, "{}".getBytes(UTF_8)).bytes();
      assertThatThrownBy(() -> read(body)).isInstanceOf(UpstreamFailure.class);
    }
  }

  @Test
  void framesWithoutPayloadAreNoEvents() throws IOException {
    assertThat(read(new Frames().event("initial-response", "").event("a", "1").bytes()))
        .containsExactly("a 1");
  }
}
