package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.user.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys have used of what they may, all at once. */
class KeySpendingTest {

  @TempDir static Path folder;
  private static AdminServer server;
  private static Browser bob;
  private static ApiKey bounded;
  private static ApiKey revoked;
  private static ApiKey another;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    server.browser().signIn("owner", Role.OWNER);
    bob = server.browser();
    String account = bob.signIn("bob").account().name();
    key(account);
    bounded = bounded(account);
    revoked = bounded(account);
    keys().revoke(revoked.id());
    another = bounded("another");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Keys keys() {
    return server.server.gateway().keys();
  }

  private static ApiKey key(String account) {
    return keys().create(KeySpec.named("key").account(account)).key();
  }

  private static ApiKey bounded(String account) {
    ApiKey key = key(account);
    Budget budget = Budget.NONE.withCredit(Period.DAY, Money.dollars(3));
    return keys().update(key.id(), key.name(), key.terms().withBudget(budget)).orElseThrow();
  }

  private static List<String> ids(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    for (JsonNode spending : Json.read(answer.body()).path("data")) {
      assertThat(spending.path("credit_used_today").asText()).isEqualTo("0");
      ids.add(spending.path("id").asText());
    }
    return ids;
  }

  @Test
  void thoseThatAreBoundedAreTold() throws Exception {
    assertThat(ids(server.get("/api/v1/spending/keys")))
        .contains(bounded.id(), another.id())
        .doesNotContain(revoked.id());
  }

  @Test
  void usersAreToldOfTheirOwn() throws Exception {
    assertThat(ids(bob.get("/spending/keys"))).containsExactly(bounded.id());
  }
}
