package dev.vaultgate.examples.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {

  private static final String LONG_CHAT = "\"messages\":\"" + "stream ".repeat(20_000) + "\"";

  @ParameterizedTest
  @ValueSource(strings = {"{\"stream\":true}", "{ \"stream\" : true }", "{\"a\":1,\"stream\":true"})
  void streamIsWantedHoweverItIsWritten(String body) throws IOException {
    assertThat(wantsStream(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"stream\":false}", "{\"stream_options\":{}}"})
  void streamIsNotWantedUnlessItIsAskedFor(String body) throws IOException {
    assertThat(wantsStream(body)).isFalse();
  }

  @Test
  void streamIsSeenInFrontOfALongChat() throws IOException {
    assertThat(wantsStream("{\"stream\":true," + LONG_CHAT + "}")).isTrue();
  }

  @Test
  void streamIsSeenBehindALongChat() throws IOException {
    assertThat(wantsStream("{" + LONG_CHAT + ",\"stream\":true}")).isTrue();
  }

  private static boolean wantsStream(String body) throws IOException {
    ChatRequestReader reader = new ChatRequestReader();
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n";
    byte[] bytes = (request + body).getBytes(US_ASCII);
    assertThat(reader.read(bytes, bytes.length)).isTrue();
    return reader.wantsStream();
  }
}
