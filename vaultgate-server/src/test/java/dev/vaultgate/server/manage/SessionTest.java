package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out at a browser, and what keeps other sites out of it. */
class SessionTest {

  private static final String PASSWORD = Browser.PASSWORD;

  @TempDir static Path folder;
  private static AdminServer server;

  @BeforeAll
  static void start() {
    server = AdminServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String code(HttpResponse<String> answer) throws Exception {
    return Json.read(answer.body()).path("error").path("code").asText();
  }

  @Test
  void nobodyIsSignedInWhoHasNotDoneSo() throws Exception {
    JsonNode session = server.browser().json("GET", "/session", "");

    assertThat(session.path("user").isNull()).isTrue();
    assertThat(session.path("csrf_token").isNull()).isTrue();
  }

  @Test
  void s70CookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
    server.browser().signIn("cookie");

    HttpResponse<String> answer = server.browser().login("cookie", PASSWORD);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("vg=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
  }

  private static String person(String name) {
    return "{\"email\":\"%s@example.com\",\"password\":\"%s\"}".formatted(name, PASSWORD);
  }

  @Test
  void s70EachLoginHasACookieOfItsOwnAndTheOldOneGoesOn() throws Exception {
    Browser first = server.browser();
    first.signIn("twice");
    Browser second = server.browser();
    second.login("twice", PASSWORD);

    assertThat(second.cookie()).isNotEqualTo(first.cookie());
    assertThat(second.csrf()).isNotEqualTo(first.csrf());
    assertThat(first.get("/logins").body())
        .contains("\"current\":true")
        .contains("\"current\":false");
  }

  @Test
  void s70LogoutEndsTheLoginWhateverTheBrowserKeeps() throws Exception {
    Browser ada = server.browser();
    ada.signIn("leaving");
    String cookie = ada.cookie();

    HttpResponse<String> answer = ada.post("/logout", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("vg=;")
        .endsWith("Max-Age=0");
    assertThat(server.send(server.request("/api/v1/logins").header("Cookie", cookie)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void s70NewPasswordEndsAllLoginsButTheOneThatItBegins() throws Exception {
    Browser ada = server.browser();
    ada.signIn("changing");
    Browser elsewhere = server.browser();
    elsewhere.login("changing", PASSWORD);
    String before = ada.cookie();

    HttpResponse<String> wrong =
        ada.post(
            "/password",
            "{\"current_password\":\"not the one in use\",\"password\":\"quite another secret\"}");
    HttpResponse<String> right =
        ada.post(
            "/password",
            "{\"current_password\":\"%s\",\"password\":\"quite another secret\"}"
                .formatted(PASSWORD));

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(ada.cookie()).isNotEqualTo(before);
    assertThat(ada.get("/logins").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/logins").statusCode()).isEqualTo(401);
    assertThat(server.browser().login("changing", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void loginsAreEndedOneByOneAndAllButThis() throws Exception {
    Browser ada = server.browser();
    ada.signIn("several");
    Browser other = server.browser();
    other.login("several", PASSWORD);
    Browser third = server.browser();
    third.login("several", PASSWORD);
    String id = Json.read(other.get("/logins").body()).path("data").get(0).path("id").asText();

    assertThat(ada.send("DELETE", "/logins/" + id, "").statusCode()).isEqualTo(200);
    assertThat(ada.send("DELETE", "/logins/" + id, "").statusCode()).isEqualTo(404);
    assertThat(ada.json("DELETE", "/logins", "").path("ended").asInt()).isEqualTo(1);
    assertThat(ada.get("/logins").statusCode()).isEqualTo(200);
    assertThat(other.get("/logins").statusCode()).isEqualTo(401);
  }

  @Test
  void s71EleventhGuessIsRefusedKnownAddressOrNot() throws Exception {
    server.browser().signIn("guessed");
    for (String name : List.of("guessed", "unheard-of")) {
      Browser eve = server.browser();
      HttpResponse<String> first = eve.login(name, "a guess, and a wrong one");
      for (int i = 1; i < 10; i++) {
        assertThat(eve.login(name, "guess number " + i + ", wrong").body()).isEqualTo(first.body());
      }
      HttpResponse<String> eleventh = eve.login(name, PASSWORD);

      assertThat(first.statusCode()).isEqualTo(401);
      assertThat(eleventh.statusCode()).isEqualTo(429);
      assertThat(code(eleventh)).isEqualTo("rate_limit_exceeded");
      assertThat(eleventh.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(1, 900);
    }
  }

  @Test
  void s72LongPasswordIsRefusedAndNotShown() throws Exception {
    HttpResponse<String> answer = server.browser().login("ada", "x".repeat(1_025));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("1,024 bytes").doesNotContain("xxx");
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, ",
    "same-site, ",
    "none, ",
    ", https://evil.example",
    ", null",
    ", http://127.0.0.1:1"
  })
  void s67OtherSitesChangeNothing(String site, String origin) throws Exception {
    Browser ada = server.browser();
    ada.signIn("victim");

    HttpRequest.Builder request =
        server
            .request("/api/v1/logout")
            .header("Cookie", ada.cookie())
            .header("x-csrf-token", ada.csrf())
            .POST(BodyPublishers.noBody());
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.header("Origin", origin);
    }
    HttpResponse<String> answer = server.send(request);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(code(answer)).isEqualTo("csrf_failed");
    assertThat(ada.get("/logins").statusCode()).isEqualTo(200);
  }

  @Test
  void s67ChangeNeedsItsTypeAndTheWordOfThisVeryLogin() throws Exception {
    Browser ada = server.browser();
    ada.signIn("tabs");
    String oldWord = ada.csrf();
    ada.login("tabs", PASSWORD);

    HttpResponse<String> oldTab = post(ada, oldWord, "application/json", "same-origin");
    HttpResponse<String> noWord = post(ada, "", "application/json", "same-origin");
    HttpResponse<String> form = post(ada, ada.csrf(), "text/plain", "same-origin");
    HttpResponse<String> nothingSaid = post(ada, ada.csrf(), "application/json", "");

    for (HttpResponse<String> answer : List.of(oldTab, noWord, form, nothingSaid)) {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(code(answer)).isEqualTo("csrf_failed");
    }
    assertThat(ada.get("/logins").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> post(Browser as, String word, String type, String site)
      throws Exception {
    HttpRequest.Builder request =
        server
            .request("/api/v1/logout")
            .setHeader("Content-Type", type)
            .header("Cookie", as.cookie())
            .POST(BodyPublishers.noBody());
    if (!word.isEmpty()) {
      request.header("x-csrf-token", word);
    }
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }
    return server.send(request);
  }

  @Test
  void s67OriginOfOurOwnWillDoWhereTheBrowserSaysNoMore() throws Exception {
    Browser ada = server.browser();
    ada.signIn("older");

    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/logout")
                .header("Cookie", ada.cookie())
                .header("x-csrf-token", ada.csrf())
                .header("Origin", server.server.address().toString())
                .POST(BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void s67NobodyIsSignedInByAnotherSite() throws Exception {
    server.browser().signIn("lured");

    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/login")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString(person("lured"))));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void s10CookieOpensNoModelsAndAKeyForModelsNoSession() throws Exception {
    Browser ada = server.browser();
    ada.signIn("doors");
    String key =
        Json.read(server.post("/api/v1/keys", "{\"name\":\"k\"}").body()).path("key").asText();

    assertThat(
            server.send(server.request("/v1/models").header("Cookie", ada.cookie())).statusCode())
        .isEqualTo(401);
    assertThat(server.get("/api/v1/session", key).statusCode()).isEqualTo(401);
    assertThat(server.get("/api/v1/logins", key).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-User-Id", "X-Forwarded-User", "Remote-User", "X-Remote-User"})
  void s11ForgedIdentityIsIgnored(String header) throws Exception {
    String id = server.browser().signIn("forged").id();

    HttpRequest.Builder request = server.request("/api/v1/logins").header(header, id);

    assertThat(server.send(request).statusCode()).isEqualTo(401);
    assertThat(
            server.send(server.request("/api/v1/logins").header("Cookie", "vg=" + id)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void s69NoOtherSiteIsAllowedToReadAnything() throws Exception {
    for (String path : List.of("/api/v1/session", "/api/v1/login", "/v1/chat/completions")) {
      HttpResponse<String> preflight =
          server.send(
              server
                  .request(path)
                  .header("Origin", "https://evil.example")
                  .header("Access-Control-Request-Method", "POST")
                  .method("OPTIONS", BodyPublishers.noBody()));

      assertThat(preflight.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }
  }
}
