package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request says whose it is. */
class KeyTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawClient.Answer models(String headers) throws Exception {
    try (RawClient client = server.client()) {
      return client
          .send("GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
          .answer();
    }
  }

  @Test
  void s01RequestWithoutAKeyIsToldHowToSendOne() throws Exception {
    int before = server.desk.authentications.get();

    RawClient.Answer answer = models("");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("\"missing_api_key\"");
    assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
    assertThat(answer.header("x-should-retry")).hasValue("false");
    assertThat(server.desk.authentications).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer vg_test",
        "Authorization: bearer vg_test",
        "authorization: BEARER vg_test",
        "x-api-key: vg_test",
        "X-API-Key: vg_test",
        "api-key: vg_test"
      })
  void s02s09KeyIsTakenInEveryFormThatClientsUse(String header) throws Exception {
    assertThat(models(header + "\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic dmdfdGVzdA==",
        "Authorization: vg_test",
        "Authorization: Bearer",
        "Authorization: Bearer  vg_test",
        "Authorization: Bearer\tvg_test",
        "Authorization: Token vg_test",
        "Authorization: Bearer vg_test x",
        "Authorization:",
        "x-api-key:",
        "api-key: nonsense"
      })
  void s02AnythingElseIsNoKey(String header) throws Exception {
    RawClient.Answer answer = models(header + "\r\n");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("\"authentication_error\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer vg_test\r\nAuthorization: Bearer vg_test",
        "Authorization: Bearer vg_test, Bearer vg_other",
        "x-api-key: vg_test\r\nx-api-key: vg_test",
        "x-api-key: vg_test\r\napi-key: vg_other"
      })
  void s07TwoKeysAreNone(String headers) throws Exception {
    RawClient.Answer answer = models(headers + "\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_header\"");
  }

  @Test
  void s08KeyInTheQueryIsNone() throws Exception {
    try (RawClient client = server.client()) {
      assertThat(client.get("/v1/models?api_key=vg_test&key=vg_test").answer().status())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie: __Host-vg=vg_test", "X-User-Id: 1", "Remote-User: admin"})
  void s10s11OtherIdentitiesAreIgnored(String header) throws Exception {
    assertThat(models(header + "\r\n").status()).isEqualTo(401);
  }

  private static String headOfABody(int length) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer no\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void keyIsLookedAtBeforeTheBodyIsRead() throws Exception {
    try (RawClient client = server.client()) {
      client.send(headOfABody(1_000_000) + "{");

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Connection")).hasValue("close");
    }
  }

  @Test
  void refusedClientThatSendsAllOfALargeBodyStillReadsItsAnswer() throws Exception {
    try (RawClient client = server.client()) {
      client.send(headOfABody(8_000_000)).send(new byte[8_000_000]);

      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void connectionServesOnAfterARefusalOfASmallRequest() throws Exception {
    try (RawClient client = server.client()) {
      client.post("/v1/chat/completions", "no", Bodies.CHAT);
      assertThat(client.answer().status()).isEqualTo(401);

      client.post("/v1/chat/completions", ScriptedDesk.KEY, Bodies.CHAT);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void s21HeadNeedsAKeyLikeGet() throws Exception {
    try (RawClient client = server.client()) {
      client.send("HEAD /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(client.head().status()).isEqualTo(401);
    }
  }
}
