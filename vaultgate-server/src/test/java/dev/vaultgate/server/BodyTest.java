package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request's body may come, and how it may not. The server takes a megabyte here. */
class BodyTest {

  private static final String HEAD =
      "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
          + ScriptedDesk.KEY
          + "\r\n";

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void answerWithWhatCame() {
    server.desk.onChat =
        (caller, call) -> ScriptedDesk.reply("{\"bytes\":" + call.body().length + "}");
  }

  private static String length(int length) {
    return "Content-Length: " + length + "\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json\r\n",
        "Content-Type: application/json; charset=utf-8\r\n",
        "Content-Type: application/json;charset=UTF-8\r\n",
        "Content-Type: Application/JSON\r\n",
        "Content-Encoding: identity\r\n",
        ""
      })
  void jsonIsTaken(String headers) throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + headers + length(Bodies.CHAT.length()) + Bodies.CHAT);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Content-Type: application/json; charset=iso-8859-1\r\n",
        "Content-Type: application/jsonp\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
        "Content-Type: application/json\r\nContent-Encoding: br\r\n"
      })
  void s45s46AnyOtherKindIsRefused(String headers) throws Exception {
    int before = server.desk.chats.get();
    try (RawClient client = server.client()) {
      client.send(HEAD + headers + length(Bodies.CHAT.length()) + Bodies.CHAT);

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body()).contains("\"unsupported_media_type\"");
      assertThat(server.desk.chats).hasValue(before);
    }
  }

  @Test
  void chunkedBodyIsTakenHoweverItIsCut() throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + CHUNKED);
      for (byte b : Bodies.CHAT.getBytes(UTF_8)) {
        client.send("1\r\n" + (char) b + "\r\n");
      }
      client.send("0\r\n\r\n");

      assertThat(client.answer().body()).isEqualTo("{\"bytes\":" + Bodies.CHAT.length() + "}");
    }
  }

  @Test
  void clientThatWaitsToBeAskedIsAsked() throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + "Expect: 100-continue\r\n" + length(Bodies.CHAT.length()));
      assertThat(client.head().status()).isEqualTo(100);

      client.send(Bodies.CHAT);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void clientThatWaitsToBeAskedIsNotAskedForWhatIsRefused() throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + "Expect: 100-continue\r\n" + length(2_000_000));

      assertThat(client.head().status()).isEqualTo(413);
    }
  }

  @Test
  void offerToChangeTheProtocolIsDeclinedByGoingOn() throws Exception {
    try (RawClient client = server.client()) {
      client.send(
          HEAD
              + JSON
              + "Connection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\n"
              + "HTTP2-Settings: AAMAAABk\r\n"
              + length(Bodies.CHAT.length())
              + Bodies.CHAT);

      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  @Test
  void bodyOfTheLargestSizeIsTaken() throws Exception {
    String padding = " ".repeat(TestServer.LIMITS.bytesMax() - Bodies.CHAT.length());
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + length(TestServer.LIMITS.bytesMax()) + Bodies.CHAT + padding);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void s43BodyThatIsDeclaredTooLargeIsRefusedUnread() throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + length(TestServer.LIMITS.bytesMax() + 1));

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("\"request_too_large\"");
      assertThat(answer.header("Connection")).hasValue("close");
    }
  }

  @Test
  void s43BodyThatTurnsOutTooLargeIsRefusedWhileItComes() throws Exception {
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(UTF_8);
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + CHUNKED);
      for (int i = 0; i < 17; i++) {
        client.send(chunk);
      }

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("Connection")).hasValue("close");
    }
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions, 413", "/v1/nothing, 404"})
  void s43WhoIsStillSendingGetsHisAnswerAndNoReset(String path, int status) throws Exception {
    try (RawClient client = server.client()) {
      RawClient.Answer answer = answerBeforeTheBody(client, path);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Connection")).hasValue("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"/nothing, 404", "/healthz, 405"})
  void s43PageThatTakesNoBodyLetsItPass(String path, int status) throws Exception {
    try (RawClient client = server.client()) {
      assertThat(answerBeforeTheBody(client, path).status()).isEqualTo(status);
      assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
    }
  }

  /** What is left unread is never taken for a request. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/nothing", "/nothing", "/healthz"})
  void s43BodyThatIsMuchTooLargeIsNotReadAsRequests(String path) throws Exception {
    byte[] requests =
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1_000).getBytes(UTF_8);
    try (RawClient client = server.client()) {
      client.send(HEAD.replace("/v1/chat/completions", path) + JSON + length(2_000_000_000));
      assertThat(client.answer().status()).isBetween(404, 405);

      assertThatThrownBy(
              () -> {
                for (int sent = 0; sent < 100_000_000; sent += requests.length) {
                  client.send(requests);
                }
              })
          .isInstanceOf(IOException.class);
      assertThatThrownBy(client::head).isInstanceOf(IOException.class);
    }
  }

  private static RawClient.Answer answerBeforeTheBody(RawClient client, String path)
      throws Exception {
    int length = TestServer.LIMITS.bytesMax() + 60_000;
    client.send(HEAD.replace("/v1/chat/completions", path) + JSON + length(length));
    RawClient.Answer answer = client.answer();
    for (int sent = 0; sent < length; sent += 10_000) {
      client.send(" ".repeat(Math.min(10_000, length - sent)));
    }
    return answer;
  }

  @Test
  void f62BodyThatDripsIsRefusedInTime() throws Exception {
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + length(100) + "{");

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("\"request_timeout\"");
      assertThat(answer.header("Connection")).hasValue("close");
    }
  }

  @Test
  void f62HeadThatDripsIsRefusedInTime() throws Exception {
    try (RawClient client = server.client();
        Dripping ignored = new Dripping(client, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("\"request_timeout\"");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void f62SecondHeadOfAConnectionMayNotDripEither() throws Exception {
    try (RawClient client = server.client()) {
      assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
      try (Dripping ignored =
          new Dripping(client, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")) {
        assertThat(client.answer().status()).isEqualTo(408);
      }
    }
  }

  @Test
  void f64BodyThatEndsEarlyReachesNobody() throws Exception {
    int before = server.desk.chats.get();
    try (RawClient client = server.client()) {
      client.send(HEAD + JSON + length(100) + "{\"model\":").halfClose();

      assertThat(client.isClosedByServer()).isTrue();
      assertThat(server.desk.chats).hasValue(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{} {}",
        "\uFEFF{}",
        "{\"model\":NaN}",
        "{\"model\":\"a\",\"model\":\"b\",\"messages\":[]}",
        "{\"model\":\"a\u0000\"}"
      })
  void s42BodyThatIsNotStrictJsonIsRefused(String body) throws Exception {
    try (RawClient client = server.client().post("/v1/chat/completions", ScriptedDesk.KEY, body)) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"invalid_request_error\"");
    }
  }

  /** Sends a byte every 100 ms until it is closed or cannot. */
  private static final class Dripping implements AutoCloseable {
    private final java.util.concurrent.CountDownLatch closed =
        new java.util.concurrent.CountDownLatch(1);
    private final Thread thread;

    Dripping(RawClient client, String start) throws Exception {
      client.send(start);
      thread =
          new Thread(
              () -> {
                try {
                  while (!closed.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    client.send("x");
                  }
                } catch (Exception e) {
                  // The server has closed, as it should; the test looks at what it said before.
                  closed.countDown();
                }
              });
      thread.start();
    }

    @Override
    public void close() throws Exception {
      closed.countDown();
      thread.join();
    }
  }
}
