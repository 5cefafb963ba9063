package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.time.SystemTime;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people become users: by themselves, by an administrator's link, or not at all. */
class RegistrationTest {

  private static final String OPEN = "accounts: { registration: open, starter_credits: 2.50 }";

  @TempDir private Path folder;
  private AdminServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(String yaml) {
    server = AdminServer.start(folder, yaml, SystemTime.system());
  }

  private void startWithOwner(String yaml) throws Exception {
    start(yaml);
    server.post("/api/v1/users", "{\"email\":\"owner@example.com\",\"role\":\"owner\"}");
  }

  private static String person(String name) {
    return "{\"email\":\"%s@example.com\",\"password\":\"%s\"}".formatted(name, Browser.PASSWORD);
  }

  private String available(String account) throws Exception {
    for (JsonNode credit : Json.read(server.get("/api/v1/credits").body()).path("data")) {
      if (credit.path("account").asText().equals(account)) {
        return credit.path("available").asText();
      }
    }
    return "none";
  }

  @Test
  void whoeverRegistersIsSignedInAndHasHisStarterCredit() throws Exception {
    startWithOwner(OPEN);
    Browser ada = server.browser();

    HttpResponse<String> answer = ada.post("/register", person("ada"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode session = ada.json("GET", "/session", "");
    assertThat(session.path("user").path("email").asText()).isEqualTo("ada@example.com");
    assertThat(session.path("user").path("role").asText()).isEqualTo("member");
    assertThat(session.path("csrf_token").asText()).isEqualTo(ada.csrf()).hasSize(64);
    assertThat(session.path("registration").asText()).isEqualTo("open");
    assertThat(available("ada@example.com")).isEqualTo("2.5");
  }

  @Test
  void s38FiftyWhoRegisterOneAddressAtOnceAreOneUserWithOneCredit() throws Exception {
    startWithOwner(OPEN);
    List<String> spellings =
        List.of("far.mer", "FARMER", "f.a.r.m.e.r", "farmer+1", "ｆａｒｍｅｒ", "Farmer+2");
    ExecutorService pool = Executors.newFixedThreadPool(10);
    List<Integer> statuses = new ArrayList<>();
    try {
      List<Callable<Integer>> attempts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String name = spellings.get(i % spellings.size());
        attempts.add(() -> server.browser().post("/register", person(name)).statusCode());
      }
      for (Future<Integer> answer : pool.invokeAll(attempts)) {
        statuses.add(answer.get());
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).allMatch(status -> status == 200 || status == 400 || status == 429);
    JsonNode users = Json.read(server.get("/api/v1/users").body()).path("data");
    assertThat(users).hasSize(2);
    assertThat(available(users.get(0).path("account").asText())).isEqualTo("2.5");
    assertThat(Json.read(server.get("/api/v1/credits/verification").body()).path("data")).isEmpty();
  }

  @Test
  void nobodyRegistersBeforeTheGatewayIsSetUp() throws Exception {
    start(OPEN);

    HttpResponse<String> answer = server.browser().post("/register", person("ada"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not been set up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "accounts: { registration: invite }"})
  void s86NobodyRegistersUnlessThatIsOpen(String yaml) throws Exception {
    startWithOwner(yaml);

    HttpResponse<String> answer = server.browser().post("/register", person("ada"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Json.read(server.get("/api/v1/users").body()).path("data")).hasSize(1);
  }

  @Test
  void whoIsInvitedChoosesAPasswordOnce() throws Exception {
    startWithOwner("accounts: { registration: invite, starter_credits: 1 }");
    JsonNode invited =
        Json.read(
            server.post("/api/v1/users/invitations", "{\"email\":\"ada@example.com\"}").body());
    String link = invited.path("link").asText();
    assertThat(link).startsWith("/join#token=");
    assertThat(invited.path("user").path("state").asText()).isEqualTo("invited");
    String body =
        "{\"token\":\"%s\",\"password\":\"%s\"}"
            .formatted(link.substring("/join#token=".length()), Browser.PASSWORD);
    Browser ada = server.browser();

    assertThat(ada.post("/join", body).statusCode()).isEqualTo(200);
    assertThat(ada.json("GET", "/session", "").path("user").path("state").asText())
        .isEqualTo("active");
    assertThat(server.browser().post("/join", body).statusCode()).isEqualTo(403);
    assertThat(available("ada@example.com")).isEqualTo("1");
  }

  @Test
  void invitationIsRefusedWhereRegistrationIsClosed() throws Exception {
    startWithOwner("");

    HttpResponse<String> answer =
        server.post("/api/v1/users/invitations", "{\"email\":\"ada@example.com\"}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("accounts.registration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "account", "unlimited", "id", "state", "balance"})
  void s17NobodyMakesHimselfMoreThanAMember(String field) throws Exception {
    startWithOwner(OPEN);

    HttpResponse<String> answer =
        server
            .browser()
            .post(
                "/register",
                "{\"email\":\"eve@example.com\",\"password\":\"%s\",\"%s\":\"owner\"}"
                    .formatted(Browser.PASSWORD, field));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.read(answer.body()).path("error").path("code").asText())
        .isEqualTo("unknown_parameter");
    assertThat(Json.read(server.get("/api/v1/users").body()).path("data")).hasSize(1);
  }
}
