package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to streams, on the wire, when the key that they run with ends. */
class EndedKeysTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static AdminServer server;
  private static User bob;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    server.browser().signIn("owner", Role.OWNER);
    bob = server.browser().signIn("bob");
    server.server.gateway().ledger().topUp(bob.account().id(), Money.dollars("5"), "start", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Keys.Created key() {
    return server
        .server
        .gateway()
        .keys()
        .create(KeySpec.named("streaming").account(bob.account().name()), bob.id());
  }

  /** An answer of a hundred words, ten a second. */
  private static BufferedReader stream(Keys.Created key) throws Exception {
    HttpRequest request =
        server
            .request("/v1/chat/completions")
            .header("Authorization", "Bearer " + key.secret().reveal())
            .POST(
                BodyPublishers.ofString(
                    """
                    {"model": "demo-slow-text", "stream": true,
                     "messages": [{"role": "user", "content": "100 words"}]}
                    """))
            .build();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static void awaitSomeWords(BufferedReader stream) throws Exception {
    int words = 0;
    for (String line = stream.readLine(); words < 5; line = stream.readLine()) {
      words += line.contains("\"content\":") ? 1 : 0;
    }
  }

  private static void assertCutSoon(BufferedReader stream, Keys.Created key, Instant since)
      throws Exception {
    String last = "";
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      last = line.startsWith("data: ") ? line : last;
    }
    assertThat(Duration.between(since, Instant.now())).isLessThan(SOON);
    JsonNode error = Json.read(last.substring("data: ".length())).path("error");
    assertThat(error.path("code").asText()).isEqualTo("invalid_api_key");
    assertThat(error.path("type").asText()).isEqualTo("authentication_error");

    JsonNode call =
        Json.read(server.get("/api/v1/usage?key_id=" + key.key().id()).body()).path("data").get(0);
    assertThat(call.path("outcome").asText()).isEqualTo("interrupted");
    assertThat(call.path("usage").path("completion_tokens").asInt()).isBetween(1, 80);
    assertThat(Money.dollars(call.path("cost").asText()).isZero()).isFalse();
    assertThat(server.server.gateway().ledger().balance(bob.account().id()).held().isZero())
        .isTrue();
  }

  @Test
  void s05StreamOfARevokedKeyIsCutWithAnErrorAndWhatWasDeliveredIsBilled() throws Exception {
    Keys.Created key = key();
    try (BufferedReader stream = stream(key)) {
      awaitSomeWords(stream);
      Instant now = Instant.now();

      server.post("/api/v1/keys/" + key.key().id() + "/revoke", "");

      assertCutSoon(stream, key, now);
    }
    assertThat(server.get("/v1/models", key.secret().reveal()).statusCode()).isEqualTo(401);
  }

  @Test
  void s26StreamsOfADisabledUserAreCut() throws Exception {
    Keys.Created key = key();
    try (BufferedReader stream = stream(key)) {
      awaitSomeWords(stream);
      Instant now = Instant.now();

      server.post("/api/v1/users/" + bob.id() + "/disable", "");

      assertCutSoon(stream, key, now);
      assertThat(server.get("/v1/models", key.secret().reveal()).statusCode()).isEqualTo(401);
    } finally {
      server.post("/api/v1/users/" + bob.id() + "/enable", "");
    }
    assertThat(server.get("/v1/models", key.secret().reveal()).statusCode()).isEqualTo(200);
  }

  @Test
  void s05StreamOfAKeyThatExpiresIsCut() throws Exception {
    Keys.Created key =
        server
            .server
            .gateway()
            .keys()
            .create(
                KeySpec.named("short")
                    .account(bob.account().name())
                    .expires(Instant.now().plusSeconds(3)));
    try (BufferedReader stream = stream(key)) {
      assertCutSoon(stream, key, Instant.now().plusSeconds(3));
    }
  }
}
