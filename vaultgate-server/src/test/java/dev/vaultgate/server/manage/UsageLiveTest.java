package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageFeed;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls as they end, on a real server. */
@Timeout(60)
class UsageLiveTest {

  @TempDir Path folder;
  private AdminServer server;
  private UsageFeed feed;

  @BeforeEach
  void start() {
    server = AdminServer.start(folder);
    feed = server.server.gateway().feed();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** An open stream of events. */
  private record Live(
      HttpClient http, HttpResponse<java.io.InputStream> answer, BufferedReader lines)
      implements AutoCloseable {

    static Live of(HttpRequest request) throws Exception {
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpResponse<java.io.InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      return new Live(
          http,
          answer,
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** The next line that says something; null at the end. */
    String line() throws Exception {
      String line = lines.readLine();
      while (line != null && (line.isEmpty() || line.startsWith(":"))) {
        line = lines.readLine();
      }
      return line;
    }

    @Override
    public void close() throws Exception {
      lines.close();
    }
  }

  private Live operator(String query) throws Exception {
    Live live =
        Live.of(
            server
                .request("/api/v1/usage/live" + query)
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .build());
    Awaitility.await().until(() -> feed.listeners() > 0);
    return live;
  }

  private Live user(Browser browser) throws Exception {
    Live live =
        Live.of(server.request("/api/v1/usage/live").header("Cookie", browser.cookie()).build());
    Awaitility.await().until(() -> feed.listeners() > 0);
    return live;
  }

  private void accept(Account account, String request, Outcome outcome) {
    feed.accept(UsageRecords.of(account, request, "m-text", outcome));
  }

  @Test
  void aCallIsToldOfWhenItHasEnded() throws Exception {
    var key = server.server.gateway().keys().create(KeySpec.named("app"));
    try (Live live = operator("")) {
      String model = server.server.gateway().models(key.key()).get(0).id();
      server.send(
          server
              .request("/v1/chat/completions")
              .header("Authorization", "Bearer " + key.secret().reveal())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"model\":\"demo-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));

      assertThat(model).isNotEmpty();
      assertThat(live.answer().headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      assertThat(live.line()).isEqualTo("event: call");
      String data = live.line();
      assertThat(Json.read(data.substring("data: ".length())).path("key_id").asText())
          .isEqualTo(key.key().id());
    }
  }

  @Test
  void onlyWhatIsAskedForIsTold() throws Exception {
    Account account = server.browser().signIn("ada").account();
    try (Live live = operator("?outcome=failed")) {
      accept(account, "good", Outcome.OK);
      accept(account, "bad", Outcome.PARTIAL);

      live.line();
      assertThat(live.line()).contains("\"request_id\":\"bad\"");
    }
  }

  @Test
  void s16AUserIsToldOfHisOwnCallsAlone() throws Exception {
    Browser ada = server.browser();
    Account adas = ada.signIn("ada").account();
    Account bobs = server.browser().signIn("bob").account();
    try (Live live = user(ada)) {
      accept(bobs, "bobs", Outcome.OK);
      accept(adas, "adas", Outcome.OK);

      live.line();
      assertThat(live.line()).contains("\"request_id\":\"adas\"");
    }
  }

  @Test
  void s26AUserWhoIsDisabledIsToldNoMore() throws Exception {
    server.browser().signIn("owner", Role.OWNER);
    Browser ada = server.browser();
    User user = ada.signIn("ada");
    try (Live live = user(ada)) {
      server.server.gateway().users().disable(Role.OWNER, user.id());

      assertThat(live.line()).isNull();
    }
    Awaitility.await().until(() -> feed.listeners() == 0);
  }

  @Test
  void whoLeavesIsForgotten() throws Exception {
    Account account = server.browser().signIn("ada").account();
    operator("").close();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              accept(account, "r", Outcome.OK);
              return feed.listeners() == 0;
            });
  }

  @Test
  void whoStopsTheServerDoesNotWaitForWatchers() throws Exception {
    try (Live live = operator("")) {
      server.close();

      assertThat(live.line()).isNull();
    }
  }

  @Test
  void aHeadHasNoEvents() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/usage/live")
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(feed.listeners()).isZero();
  }
}
