package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credit as it is given, corrected, redeemed and looked at, by administrators and users. */
class CreditInTest {

  @TempDir static Path folder;
  private static AdminServer server;
  private static int names;

  @BeforeAll
  static void start() {
    server = AdminServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private final String me = "ada" + ++names;
  private final String other = "bob" + names;
  private final String account = me + "@example.com";

  private Browser member(String name) throws Exception {
    Browser browser = server.browser();
    browser.signIn(name);
    return browser;
  }

  private JsonNode post(String path, String body) throws Exception {
    return Json.read(server.post("/api/v1" + path, body).body());
  }

  private void topUp(String account, String amount) throws Exception {
    post(
        "/credits/top-ups",
        "{\"account\":\"%s\",\"amount\":\"%s\",\"reference\":\"r-%s-%s\",\"note\":\"welcome\"}"
            .formatted(account, amount, account, amount));
  }

  @Test
  void aCorrectionTakesBackNoMoreThanThereIs() throws Exception {
    member(me);
    topUp(account, "5");
    String form =
        "{\"account\":\"" + account + "\",\"amount\":\"-7\",\"reference\":\"c-1\",\"partly\":%s}";

    HttpResponse<String> refused =
        server.post("/api/v1/credits/corrections", form.formatted("false"));
    JsonNode taken = post("/credits/corrections", form.formatted("true"));
    JsonNode again = post("/credits/corrections", form.formatted("true"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("at most $5 back");
    assertThat(taken.path("amount").asText()).isEqualTo("-5");
    assertThat(taken.path("available").asText()).isEqualTo("0");
    assertThat(again.path("corrected").asBoolean()).isFalse();
    assertThat(again.path("amount").asText()).isEqualTo("-5");
  }

  @Test
  void s36AReferenceThatNamesAnotherEntryIsRefused() throws Exception {
    member(me);
    topUp(account, "5");

    HttpResponse<String> answer =
        server.post(
            "/api/v1/credits/corrections",
            "{\"account\":\"%s\",\"amount\":\"1\",\"reference\":\"r-%s-5\"}"
                .formatted(account, account));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("names another entry");
  }

  @Test
  void aUserSeesHisBalanceAndWhatMovedIt() throws Exception {
    Browser ada = member(me);
    topUp(account, "5");

    JsonNode balance = ada.json("GET", "/credits/balance", "");
    JsonNode entries = ada.json("GET", "/credits/entries?kind=topup", "");

    assertThat(balance.path("available").asText()).isEqualTo("5");
    assertThat(entries.path("data")).hasSize(1);
    assertThat(entries.path("data").get(0).path("amount").asText()).isEqualTo("5");
    assertThat(entries.path("data").get(0).path("note").asText()).isEqualTo("welcome");
  }

  @Test
  void entriesComeInPages() throws Exception {
    Browser ada = member(me);
    topUp(account, "1");
    topUp(account, "2");
    topUp(account, "3");

    JsonNode first = ada.json("GET", "/credits/entries?limit=2", "");
    JsonNode second =
        ada.json("GET", "/credits/entries?limit=2&page=" + first.path("next").asText(), "");

    assertThat(first.path("data")).hasSize(2);
    assertThat(second.path("data").get(0).path("amount").asText()).isEqualTo("1");
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /credits/balance?account=%s",
    "GET, /credits/entries?account=%s",
    "GET, /payments/orders?account=%s",
    "GET, /alerts?account=%s",
    "GET, /alerts/unread?account=%s",
    "GET, /alerts/settings?account=%s",
    "PATCH, /alerts/settings?account=%s",
    "POST, /alerts/test?account=%s"
  })
  void s16AnotherUsersAccountLooksLikeNone(String method, String path) throws Exception {
    Browser ada = member(me);
    member(other);
    String body = method.equals("PATCH") ? "{\"mail\":false}" : "";

    HttpResponse<String> foreign = ada.send(method, path.formatted(other + "@example.com"), body);
    HttpResponse<String> none = ada.send(method, path.formatted("eve@example.com"), body);

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body().replace(other, "eve")).isEqualTo(none.body());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /credits",
    "POST, /credits/top-ups",
    "POST, /credits/corrections",
    "GET, /credits/prices",
    "POST, /credits/rerates",
    "GET, /codes",
    "POST, /codes",
    "GET, /codes/1",
    "POST, /codes/1/disable",
    "POST, /codes/batches/1/disable"
  })
  void s18WhatIsForAdministratorsIsNotForUsersOrAnybody(String method, String path)
      throws Exception {
    Browser ada = member(me);
    String body = method.equals("POST") ? "{}" : "";

    assertThat(ada.send(method, path, body).statusCode()).isEqualTo(403);
    assertThat(server.browser().send(method, path, body).statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeIsShownOnceAndRedeemedByAUser() throws Exception {
    Browser ada = member(me);
    JsonNode made =
        post("/codes", "{\"amount\":\"5\",\"count\":2,\"note\":\"launch\"}").path("data");
    String code = made.get(0).path("code").asText();

    JsonNode redeemed = ada.json("POST", "/codes/redeem", "{\"code\":\"%s\"}".formatted(code));
    HttpResponse<String> again =
        ada.post("/codes/redeem", "{\"code\":\"%s\"}".formatted(code.toLowerCase(Locale.ROOT)));

    assertThat(made).hasSize(2);
    assertThat(redeemed.path("amount").asText()).isEqualTo("5");
    assertThat(redeemed.path("available").asText()).isEqualTo("5");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("code_redeemed");
  }

  @Test
  void s13NoOtherAnswerHoldsACode() throws Exception {
    member(me);
    JsonNode made = post("/codes", "{\"amount\":\"5\",\"count\":1}").path("data").get(0);
    String secret = made.path("code").asText().substring(3, 12);
    String id = made.path("id").asText();
    post(
        "/codes/redeem",
        "{\"code\":\"" + made.path("code").asText() + "\",\"account\":\"" + account + "\"}");

    for (String path : new String[] {"/codes", "/codes/" + id, "/credits/entries", "/audit"}) {
      assertThat(server.get("/api/v1" + path).body())
          .as(path)
          .doesNotContain(secret)
          .doesNotContain(secret.replace("-", ""));
    }
    assertThat(server.get("/api/v1/codes/" + id).body()).contains(account);
  }

  @Test
  void whatIsNoCodeOrNotActiveIsRefused() throws Exception {
    Browser ada = member(me);
    JsonNode made = post("/codes", "{\"amount\":\"5\",\"count\":2}").path("data");
    post("/codes/" + made.get(0).path("id").asText() + "/disable", "");

    String body = "{\"code\":\"%s\"}";
    assertThat(ada.post("/codes/redeem", body.formatted("VG-1234")).statusCode()).isEqualTo(400);
    assertThat(ada.post("/codes/redeem", body.formatted(made.get(0).path("code").asText())).body())
        .contains("code_disabled");
    assertThat(
            server
                .post("/api/v1/codes", "{\"amount\":\"5\",\"expires_at\":\"2020-01-01T00:00:00Z\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(server.post("/api/v1/codes", "{\"amount\":\"5\",\"count\":1001}").statusCode())
        .isEqualTo(400);
    assertThat(server.post("/api/v1/codes", "{\"amount\":\"-5\"}").statusCode()).isEqualTo(400);
    assertThat(server.get("/api/v1/codes/4711").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/codes/x").statusCode()).isEqualTo(404);
  }

  @Test
  void s71WhoGuessesCodesIsSlowed() throws Exception {
    Browser ada = member(me);
    for (int i = 0; i < 10; i++) {
      ada.post("/codes/redeem", "{\"code\":\"VG-0000-0000-0000-0000\"}");
    }

    HttpResponse<String> answer = ada.post("/codes/redeem", "{\"code\":\"VG-1\"}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void everyMovementOfMoneyIsInTheAudit() throws Exception {
    Browser ada = server.browser();
    ada.signIn(me, Role.ADMIN);
    topUp(account, "5");
    ada.post(
        "/credits/corrections",
        "{\"account\":\"%s\",\"amount\":\"-1\",\"reference\":\"c\"}".formatted(account));
    JsonNode code = post("/codes", "{\"amount\":\"5\"}").path("data").get(0);
    ada.post("/codes/redeem", "{\"code\":\"" + code.path("code").asText() + "\"}");

    String audit = server.get("/api/v1/audit").body();

    assertThat(audit).contains("topUp", "correctCredit", "createCodes", "redeemCode", "batch ");
  }
}
