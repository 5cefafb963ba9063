package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.user.User;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who are signed in ask models with their own keys, whose secrets their pages lack. */
class LoginCallersTest {

  private static final String CHAT =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static int people;

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

  private final Browser browser = new Browser(server);

  private User signIn() throws Exception {
    User user = browser.signIn("person" + people++);
    server.server.gateway().ledger().topUp(user.account().id(), Money.dollars(1), user.id());
    return user;
  }

  private Keys keys() {
    return server.server.gateway().keys();
  }

  private HttpResponse<String> chat(String model, @Nullable String key) throws Exception {
    HttpRequest.Builder request =
        server
            .request("/api/v1/run/chat/completions")
            .header("Sec-Fetch-Site", "same-origin")
            .header("x-csrf-token", browser.csrf())
            .header("Cookie", browser.cookie())
            .POST(BodyPublishers.ofString(CHAT.formatted(model)));
    if (key != null) {
      request.header("x-vaultgate-key", key);
    }
    return server.send(request);
  }

  private static String code(HttpResponse<String> answer) throws Exception {
    JsonNode error = Json.read(answer.body()).path("error");
    return answer.statusCode() + " " + error.path("code").asText();
  }

  @Test
  void personIsAnsweredAndPaysFromHisAccount() throws Exception {
    User user = signIn();

    HttpResponse<String> answer = chat("demo-text", null);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(server.server.gateway().ledger().balance(user.account().id()).used())
        .isGreaterThan(Money.ZERO);
  }

  @Test
  void oneKeyIsKeptForHisBrowserHoweverOftenHeAsks() throws Exception {
    User user = signIn();

    chat("demo-text", null);
    chat("demo-text", null);

    List<ApiKey> made = keys().list(new Viewer(user.account().id(), user.id()));
    assertThat(made).extracting(ApiKey::name).containsExactly("Playground and chat");
  }

  @Test
  void s25KeysRestrictionHoldsInThePlaygroundToo() throws Exception {
    User user = signIn();
    KeySpec spec = KeySpec.named("narrow").account(user.account().name()).models("demo-image");
    String key = keys().create(spec).key().id();

    assertThat(code(chat("demo-text", key))).isEqualTo("404 model_not_found");
  }

  @Test
  void s25KeysLimitHoldsInThePlaygroundToo() throws Exception {
    User user = signIn();
    KeySpec spec = KeySpec.named("slow").account(user.account().name()).requestsPerMinute(1);
    String key = keys().create(spec).key().id();

    assertThat(chat("demo-text", key).statusCode()).isEqualTo(200);
    assertThat(code(chat("demo-text", key))).isEqualTo("429 rate_limit_exceeded");
  }

  @Test
  void s16SomebodyElsesKeyIsNone() throws Exception {
    signIn();
    String other = keys().create(KeySpec.named("other")).key().id();

    assertThat(code(chat("demo-text", other))).isEqualTo("404 key_not_found");
  }

  @Test
  void pausedKeyIsRefused() throws Exception {
    User user = signIn();
    String key = keys().create(KeySpec.named("idle").account(user.account().name())).key().id();
    keys().pause(key);

    assertThat(code(chat("demo-text", key))).isEqualTo("400 invalid_value");
  }

  @Test
  void nobodyIsToSignInFirst() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/run/chat/completions")
                .POST(BodyPublishers.ofString(CHAT.formatted("demo-text"))));

    assertThat(code(answer)).isEqualTo("401 login_required");
  }

  @Test
  void s67CallFromAnotherSiteIsRefused() throws Exception {
    signIn();

    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/run/chat/completions")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Cookie", browser.cookie())
                .POST(BodyPublishers.ofString(CHAT.formatted("demo-text"))));

    assertThat(code(answer)).isEqualTo("403 csrf_failed");
  }

  @Test
  void s10CookieOpensNothingOfApplicationsAndAKeyNothingOfPeoples() throws Exception {
    signIn();
    String secret = keys().create(KeySpec.named("app")).secret().reveal();

    HttpResponse<String> cookie =
        server.send(server.request("/v1/models").header("Cookie", browser.cookie()).GET());
    HttpResponse<String> key =
        server.send(
            server
                .request("/api/v1/run/chat/completions")
                .header("Authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString(CHAT.formatted("demo-text"))));

    assertThat(cookie.statusCode()).isEqualTo(401);
    assertThat(key.statusCode()).isEqualTo(401);
  }
}
