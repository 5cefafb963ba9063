package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.alert.AlertDraft;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts as they are read, and settings as they are made. */
class AlertsTest {

  @TempDir static Path folder;
  private static final MockWebServer hooks = new MockWebServer();
  private static AdminServer server;
  private static int names;

  @BeforeAll
  static void start() throws Exception {
    hooks.start();
    server =
        AdminServer.start(
            folder,
            """
            outbound: { allow: [ "%s" ] }
            alerts: { webhook: { url: "%s", secret: vgw_operator } }
            """
                .formatted(origin(), hooks.url("/operator")),
            SystemTime.system());
  }

  private final String me = "ada" + ++names;
  private final String other = "bob" + names;

  private static String origin() {
    String url = hooks.url("/").toString();
    return url.substring(0, url.length() - 1);
  }

  @AfterAll
  static void stop() {
    server.close();
    hooks.close();
  }

  private void raise(long owner, String text) {
    AlertStore store = server.server.gateway().alerts().store();
    store.add(
        new AlertDraft(
            owner, AlertKind.BUDGET, "key", text, "{}", me + owner + text, Instant.now()),
        Set.of());
  }

  @Test
  void aUserReadsHisAlerts() throws Exception {
    Browser ada = server.browser();
    User user = ada.signIn(me);
    raise(user.account().id(), "one");
    raise(user.account().id(), "two");

    JsonNode alerts = ada.json("GET", "/alerts", "").path("data");
    String id = alerts.get(0).path("id").asText();

    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0).path("text").asText()).isEqualTo("two");
    assertThat(ada.json("GET", "/alerts/unread", "").path("unread").asInt()).isEqualTo(2);
    assertThat(ada.json("POST", "/alerts/read", "{\"id\":\"" + id + "\"}").path("read").asInt())
        .isEqualTo(1);
    assertThat(ada.json("GET", "/alerts?unread=true", "").path("data")).hasSize(1);
    assertThat(ada.json("POST", "/alerts/read", "{}").path("read").asInt()).isEqualTo(1);
    assertThat(ada.json("GET", "/alerts/unread", "").path("unread").asInt()).isZero();
  }

  @Test
  void s16AUserReadsNobodyElsesAlerts() throws Exception {
    Browser ada = server.browser();
    ada.signIn(me);
    User bob = server.browser().signIn(other);
    raise(bob.account().id(), "of bob");
    raise(0, "of the operator");

    assertThat(ada.json("GET", "/alerts", "").path("data")).isEmpty();
    assertThat(ada.get("/alerts?all=true").statusCode()).isEqualTo(400);
    assertThat(ada.json("POST", "/alerts/read", "{\"id\":\"1\"}").path("read").asInt()).isZero();
    assertThat(ada.json("POST", "/alerts/read", "{}").path("read").asInt()).isZero();
    JsonNode newest = Json.read(server.get("/api/v1/alerts?all=true&limit=2").body()).path("data");
    assertThat(newest)
        .hasSize(2)
        .allSatisfy(alert -> assertThat(alert.path("read_at").isNull()).isTrue());
  }

  @Test
  void anAdministratorReadsTheOperatorsAlertsBesideHisOwn() throws Exception {
    Browser root = server.browser();
    User admin = root.signIn(me, Role.ADMIN);
    User bob = server.browser().signIn(other);
    raise(bob.account().id(), "of bob");
    raise(admin.account().id(), "of root");
    raise(0, "of the operator");

    assertThat(root.json("GET", "/alerts", "").path("data"))
        .extracting(alert -> alert.path("text").asText())
        .contains("of the operator", "of root")
        .doesNotContain("of bob");
    assertThat(root.json("GET", "/alerts?account=" + other + "@example.com", "").path("data"))
        .hasSize(1);
  }

  @Test
  void aWebhooksSecretIsShownOnceAndSignsItsTest() throws Exception {
    Browser ada = server.browser();
    ada.signIn(me);
    hooks.enqueue(new MockResponse.Builder().code(202).build());

    JsonNode made =
        ada.json(
            "PATCH", "/alerts/settings", "{\"webhook_url\":\"" + hooks.url("/in?token=t") + "\"}");
    String secret = made.path("webhook_secret").asText();
    JsonNode again = ada.json("PATCH", "/alerts/settings", "{\"mail\":false}");
    JsonNode test = ada.json("POST", "/alerts/test", "");

    assertThat(secret).startsWith("vgw_").hasSize(68);
    assertThat(again.has("webhook_secret")).isFalse();
    assertThat(again.path("mail").asBoolean()).isFalse();
    assertThat(ada.get("/alerts/settings").body()).doesNotContain(secret);
    assertThat(test.path("delivered").asBoolean()).isTrue();
    assertThat(test.path("status").asInt()).isEqualTo(202);
    RecordedRequest request = hooks.takeRequest(10, TimeUnit.SECONDS);
    byte[] body = request.getBody().toByteArray();
    assertThat(
            WebhookSignature.parse(request.getHeaders().get("x-vaultgate-signature"))
                .orElseThrow()
                .fits(body, secret, Instant.now()))
        .isTrue();
    assertThat(new String(body, UTF_8)).contains("\"kind\":\"test\"");
    assertThat(server.get("/api/v1/audit").body())
        .contains("changeAlertSettings")
        .doesNotContain(secret)
        .doesNotContain("token=t");
  }

  @Test
  void theOperatorsWebhookIsTestedWithTheAdminKey() throws Exception {
    hooks.enqueue(new MockResponse.Builder().code(500).build());

    JsonNode test = Json.read(server.post("/api/v1/alerts/test", "").body());

    assertThat(test.path("delivered").asBoolean()).isFalse();
    assertThat(test.path("status").asInt()).isEqualTo(500);
    assertThat(hooks.takeRequest(10, TimeUnit.SECONDS).getTarget()).isEqualTo("/operator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.org/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://0x7f.1/",
        "https://hooks.example.org:8443/",
        "https://user@hooks.example.org/",
        "file:///etc/passwd",
        "hooks"
      })
  void s56AWebhookIsOnThePublicInternet(String url) throws Exception {
    Browser ada = server.browser();
    ada.signIn(me);

    HttpResponse<String> answer =
        ada.send("PATCH", "/alerts/settings", "{\"webhook_url\":\"" + url + "\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("webhook_url");
    assertThat(ada.json("GET", "/alerts/settings", "").path("webhook_url").isNull()).isTrue();
  }

  @Test
  void settingsAreChangedMemberByMemberAndNullIsTheUsual() throws Exception {
    Browser ada = server.browser();
    ada.signIn(me);

    ada.send("PATCH", "/alerts/settings", "{\"thresholds\":[90,10],\"floor\":\"2.50\"}");
    JsonNode changed = ada.json("PATCH", "/alerts/settings", "{\"floor\":null}");
    JsonNode usual = ada.json("PATCH", "/alerts/settings", "{\"thresholds\":null}");

    assertThat(changed.path("thresholds").toString()).isEqualTo("[10,90]");
    assertThat(changed.path("floor").isNull()).isTrue();
    assertThat(usual.path("thresholds").toString()).isEqualTo("[50,80,100]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"thresholds\":[0]}",
        "{\"thresholds\":[101]}",
        "{\"thresholds\":[1.5]}",
        "{\"thresholds\":\"50\"}",
        "{\"floor\":-1}",
        "{\"mail\":\"yes\"}",
        "{\"webhook_secret\":\"mine\"}",
        "{\"account\":\"bob\"}"
      })
  void s17WhatIsWrongOrNotTheirsChangesNothing(String change) throws Exception {
    Browser ada = server.browser();
    ada.signIn(me);
    String before = ada.get("/alerts/settings").body();

    assertThat(ada.send("PATCH", "/alerts/settings", change).statusCode()).isEqualTo(400);
    assertThat(ada.get("/alerts/settings").body()).isEqualTo(before);
  }
}
