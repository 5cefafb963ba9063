package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request and whoever notices, the answer has one form. */
class ErrorsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawClient.Answer answerTo(String request) throws Exception {
    try (RawClient client = server.client()) {
      return client.send(request).answer();
    }
  }

  private static RawClient.Answer get(String path) throws Exception {
    return answerTo("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private static void assertIsError(RawClient.Answer answer, int status, String code)
      throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.header("x-request-id")).isPresent();
    JsonNode error = Json.read(answer.body()).get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "code", "param");
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("message").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/models/",
        "/V1/models",
        "/healthz/",
        "/Healthz",
        "/../etc/passwd",
        "/vaultgate.db",
        "/.env",
        "/.git/config",
        "/index.html"
      })
  void unknownPathIsNotFound(String path) throws Exception {
    RawClient.Answer answer = get(path);

    assertThat(answer.status()).isIn(400, 404);
    assertIsError(answer, answer.status(), answer.status() == 404 ? "not_found" : "invalid_header");
    assertThat(answer.header("x-should-retry")).hasValue("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1//models",
        "/v1/./models",
        "/v1/../v1/models",
        "/v1/%2e%2e/v1/models",
        "/v1/%2e/models",
        "/v1%2fmodels",
        "/v1/chat%2fcompletions",
        "/v1/models;x=1",
        "/v1/..;/models",
        "/v1/models/%00",
        "/v1/models%20",
        "/v1/%6dodels",
        "/v1\\models",
        "/v1/models/../chat",
        "/healthz;jsessionid=1"
      })
  void s20TrickyPathReachesNothingWithoutAKey(String path) throws Exception {
    RawClient.Answer answer = get(path);

    assertThat(answer.status()).isIn(400, 401, 404);
    assertIsError(answer, answer.status(), Json.read(answer.body()).at("/error/code").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/models, 'GET, HEAD'",
    "POST, /v1/models/lab-text, 'GET, HEAD'",
    "GET, /v1/chat/completions, POST",
    "HEAD, /v1/images/generations, POST",
    "OPTIONS, /v1/chat/completions, POST",
    "POST, /healthz, 'GET, HEAD'",
    "DELETE, /, 'GET, HEAD'"
  })
  void wrongMethodIsToldTheRightOnes(String method, String path, String allowed) throws Exception {
    RawClient.Answer answer =
        answerTo(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE / HTTP/1.1", "TRACE /v1/models HTTP/1.1", "CONNECT a:1 HTTP/1.1"})
  void s21MethodsThatNobodyNeedsAreRefused(String line) throws Exception {
    RawClient.Answer answer = answerTo(line + "\r\nHost: localhost\r\n\r\n");

    assertIsError(
        answer,
        answer.status() == 400 ? 400 : 405,
        answer.status() == 400 ? "invalid_header" : "method_not_allowed");
  }

  @Test
  void s21MethodOverrideIsIgnored() throws Exception {
    RawClient.Answer answer =
        answerTo(
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: DELETE\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
  }

  static Stream<Arguments> brokenRequests() {
    String post = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n";
    return Stream.of(
        Arguments.of(
            "length and chunks", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Arguments.of("two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n"),
        Arguments.of("a signed length", post + "Content-Length: +4\r\n\r\n"),
        Arguments.of("a negative length", post + "Content-Length: -4\r\n\r\n"),
        Arguments.of("bare line feeds", "GET /v1/models HTTP/1.1\nHost: localhost\n\n"),
        Arguments.of("a folded header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n"),
        Arguments.of("a space before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"),
        Arguments.of("no host", "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
        Arguments.of("no HTTP", "hello\r\n\r\n"),
        Arguments.of("another HTTP", "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n"),
        Arguments.of("a NUL in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"),
        Arguments.of("an unknown expectation", post + "Expect: magic\r\nContent-Length: 2\r\n\r\n"),
        Arguments.of("a coding nobody knows", post + "Transfer-Encoding: zip\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRequests")
  void s47RequestThatCouldBeReadInTwoWaysIsRefusedAndClosed(String what, String request)
      throws Exception {
    try (RawClient client = server.client()) {
      client.send(request);

      assertIsError(client.answer(), 400, "invalid_header");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void s47BadChunkIsRefusedAndClosed() throws Exception {
    try (RawClient client = server.client()) {
      client.send(
          "POST "
              + CHAT
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + ScriptedDesk.KEY
              + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "xyz\r\n{}\r\n0\r\n\r\n");

      assertIsError(client.answer(), 400, "invalid_header");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void s48LargeHeaderIsRefused() throws Exception {
    assertIsError(
        answerTo("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"),
        431,
        "headers_too_large");
  }

  @Test
  void s48ManyHeadersAreRefused() throws Exception {
    assertIsError(
        answerTo("GET / HTTP/1.1\r\nHost: localhost\r\n" + "a: b\r\n".repeat(1000) + "\r\n"),
        431,
        "headers_too_large");
  }

  @Test
  void s48LongPathIsRefused() throws Exception {
    assertIsError(get("/" + "a".repeat(20_000)), 431, "headers_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io"})
  void s22HostThatIsNotConfiguredIsRefused(String host) throws Exception {
    assertIsError(
        answerTo("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n"), 400, "invalid_header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]"})
  void loopbackIsServedUnderItsNames(String host) throws Exception {
    assertThat(answerTo("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void s22AbsoluteFormIsCheckedLikeTheHost() throws Exception {
    assertIsError(
        answerTo("GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        400,
        "invalid_header");
  }

  @Test
  void s49CallersRequestIdIsKeptOnlyIfItIsPlain() throws Exception {
    String head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nx-request-id: ";

    assertThat(answerTo(head + "my-id_1\r\n\r\n").header("x-request-id")).hasValue("my-id_1");
    assertThat(answerTo(head + "my id\r\n\r\n").header("x-request-id").orElseThrow())
        .startsWith("req_");
    assertThat(answerTo(head + "a".repeat(65) + "\r\n\r\n").header("x-request-id").orElseThrow())
        .startsWith("req_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/style.css", "/healthz", "/nothing", "/v1/models", "/a//b"})
  void s68s73EveryAnswerIsHarmlessAndSilentAboutTheServer(String path) throws Exception {
    RawClient.Answer answer = get(path);

    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("X-Powered-By")).isEmpty();
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.example.com, max-age=31536000",
    "gateway.example.com:8443, max-age=31536000",
    "localhost, ",
    "127.0.0.1:8080, ",
    "[::1]:8080, ",
  })
  void s73WhoCameFromAfarComesBackByTlsAlone(String host, String told) throws Exception {
    RawClient.Answer answer = answerTo("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertThat(answer.header("Strict-Transport-Security")).isEqualTo(Optional.ofNullable(told));
  }

  @Test
  void s82UnexpectedFailureTellsNothingOfItself() throws Exception {
    server.desk.onChat =
        (caller, call) -> {
          throw new IllegalStateException("jdbc password is hunter2");
        };
    try (RawClient client = server.client().post(CHAT, ScriptedDesk.KEY, Bodies.CHAT)) {
      RawClient.Answer answer = client.answer();

      assertIsError(answer, 500, "internal_error");
      assertThat(answer.body()).doesNotContain("hunter2").doesNotContain("Exception");
    }
  }
}
