package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.KeySecret;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.User;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what, for every operation that there is: the cases are made of the table of
 * operations, so that a new one is held to the rules before anybody thinks of it.
 */
class AccessTest {

  /** Ada's object of each kind, by the beginning of the paths that lead to it. */
  private static final Map<String, String> ADAS = new HashMap<>();

  private static final List<String> INJECTIONS =
      List.of(
          "'",
          "''",
          "\"",
          "';",
          "' OR '1'='1",
          "' OR 1=1 --",
          "'; DROP TABLE person; --",
          "'; UPDATE person SET role='owner'; --",
          "1; DELETE FROM api_key",
          "x' UNION SELECT password FROM person --",
          "\\'; SELECT 1; --",
          "%27%20OR%201=1",
          "%' AND 1=0 UNION ALL SELECT hash FROM key_secret --",
          "1) OR (1=1",
          "NULL",
          "\u0000'",
          "?1",
          ":account",
          "${jndi:ldap://127.0.0.1/x}",
          "#{7*7}",
          "{{7*7}}");

  @TempDir static Path folder;
  private static AdminServer server;
  private static Browser ada;
  private static Browser bob;
  private static User adaUser;
  private static Keys.Created adasKey;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    server.browser().signIn("owner", Role.OWNER);
    ada = server.browser();
    adaUser = ada.signIn("ada");
    bob = server.browser();
    bob.signIn("bob");
    var gateway = server.server.gateway();
    Project project =
        gateway.projects().create(adaUser.account(), "adas project", ProjectTerms.UNLIMITED);
    adasKey =
        gateway
            .keys()
            .create(KeySpec.named("adas key").account(adaUser.account().name()), adaUser.id());
    ADAS.put("/keys/", adasKey.key().id());
    ADAS.put("/projects/", project.id());
    ADAS.put("/payments/orders/", order(gateway.store()).id());
    ADAS.put(
        "/conversations/",
        ada.json("POST", "/conversations", "{\"title\":\"adas secret\"}").path("id").asText());
    ADAS.put(
        "/logins/", Json.read(ada.get("/logins").body()).path("data").get(0).path("id").asText());
  }

  private static Order order(Store store) {
    Order order =
        new Order(
            "order_adas",
            adaUser.account().id(),
            adaUser.account().name(),
            "stripe",
            "small",
            new Price(1_000, "usd"),
            Money.dollars("10"),
            OrderState.OPEN,
            "",
            "",
            Instant.EPOCH,
            null,
            0,
            Money.ZERO);
    store.orders().add(order);
    return order;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Operation> operations() {
    return server.server.management().operations();
  }

  static List<Operation> adminOperations() {
    return operations().stream().filter(o -> o.access() == Access.ADMIN).toList();
  }

  static List<Operation> guardedOperations() {
    return operations().stream().filter(o -> o.access() != Access.PUBLIC).toList();
  }

  /** What users may do with something that has an id. */
  static List<Operation> operationsOnObjects() {
    return operations().stream()
        .filter(o -> o.access() == Access.USER && !o.path().places().isEmpty())
        .filter(o -> !isEverybodys(o))
        .toList();
  }

  static List<Operation> listsOfUsers() {
    return operations().stream()
        .filter(o -> o.access() == Access.USER && o.path().places().isEmpty())
        .filter(o -> o.method().equals("GET") && !isEverybodys(o) && isJson(o))
        .toList();
  }

  /** Files and events have tests of their own. */
  private static boolean isJson(Operation operation) {
    return !operation.gives().contains("/");
  }

  /** Whether its answer comes to an end by itself. */
  private static boolean ends(Operation operation) {
    return !operation.gives().equals("text/event-stream");
  }

  /** What is the same for all who are signed in: nobody owns it. */
  private static boolean isEverybodys(Operation operation) {
    String path = operation.path().text();
    return path.isEmpty()
        || path.startsWith("/openapi")
        || path.startsWith("/catalog")
        || path.startsWith("/docs");
  }

  /** The path with what is Ada's in its first place, and she herself in others. */
  private static String adas(Operation operation) {
    String path = operation.path().text();
    String kind = path.substring(0, path.indexOf('{'));
    assertThat(ADAS)
        .as("tell this test of something of Ada's that is found at %s", path)
        .containsKey(kind);
    return path.replaceFirst("\\{[^}]*}", ADAS.get(kind)).replaceAll("\\{[^}]*}", adaUser.id());
  }

  /** What an operation takes, as far as it has to be right before anybody looks whose it is. */
  private static String body(Operation operation) {
    return operation.id().equals("writeMessages")
        ? "{\"messages\":[{\"role\":\"user\",\"text\":\"hi\"}]}"
        : operation.takes() == null ? "" : "{}";
  }

  private static String filled(Operation operation) {
    return operation.path().text().replaceAll("\\{[^}]*}", "something");
  }

  private static HttpResponse<String> send(Operation operation, String path, String key)
      throws Exception {
    HttpRequest.Builder request =
        server
            .request("/api/v1" + path)
            .method(
                operation.method(),
                operation.takes() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return server.send(request);
  }

  private static HttpResponse<String> as(Browser browser, Operation operation, String path)
      throws Exception {
    return browser.send(operation.method(), path, body(operation));
  }

  @ParameterizedTest
  @MethodSource("guardedOperations")
  void s18NobodyMayDoAnythingThatIsGuarded(Operation operation) throws Exception {
    HttpResponse<String> answer = send(operation, filled(operation), "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("login_required");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void s10s18KeyForModelsOpensNothing(Operation operation) throws Exception {
    assertThat(send(operation, filled(operation), adasKey.secret().reveal()).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("adminOperations")
  void s18UserMayNotDoWhatIsForAdministrators(Operation operation) throws Exception {
    HttpResponse<String> answer = as(bob, operation, filled(operation));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":\"forbidden\"");
  }

  @ParameterizedTest
  @MethodSource("operationsOnObjects")
  void s16WhatIsAdasIsNotThereForBob(Operation operation) throws Exception {
    String before = server.get("/api/v1/keys").body() + ada.get("/logins").body();

    HttpResponse<String> answer = as(bob, operation, adas(operation));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(server.get("/api/v1/keys").body() + ada.get("/logins").body()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("listsOfUsers")
  void s16NothingOfAdasIsInWhatBobSees(Operation operation) throws Exception {
    List<String> queries = new ArrayList<>(List.of(""));
    for (Operation.Parameter parameter : operation.query()) {
      if (parameter.name().equals("account")) {
        queries.add("?account=" + adaUser.account().name());
      } else if (parameter.name().contains("key")) {
        queries.add("?" + parameter.name() + "=" + adasKey.key().id());
      }
    }
    for (String query : queries) {
      String seen = bob.get(operation.path().text() + query).body();

      assertThat(seen).doesNotContain(adaUser.id()).doesNotContain(adasKey.key().masked());
      assertThat(Json.read(seen).path("data").size()).as(seen).isLessThanOrEqualTo(ownOf(seen));
      for (String id : ADAS.values()) {
        assertThat(seen.replace("no key with the id " + id, "")).doesNotContain(id);
      }
    }
  }

  /** How many elements of a list there are that do not name somebody else's account. */
  private static int ownOf(String list) throws Exception {
    int own = 0;
    for (JsonNode element : Json.read(list).path("data")) {
      String account = element.path("account").asText("bob@example.com");
      own += account.equals("bob@example.com") ? 1 : 0;
    }
    return own;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void s13NoAnswerHoldsASecret(Operation operation) throws Exception {
    if (!operation.method().equals("GET") || !ends(operation)) {
      return;
    }
    String token = ada.cookie().substring(ada.cookie().indexOf('=') + 1);
    String password =
        server
            .server
            .gateway()
            .store()
            .users()
            .findWithPassword(adaUser.id())
            .orElseThrow()
            .password();
    String path =
        operation.path().places().isEmpty() || !ADAS.containsKey(kind(operation))
            ? filled(operation).replace("something", adaUser.id())
            : adas(operation);

    String answer = send(operation, path, AdminServer.OPERATORS_KEY).body();

    assertThat(answer)
        .doesNotContain(adasKey.secret().reveal())
        .doesNotContain(KeySecret.hash(adasKey.secret().reveal()))
        .doesNotContain(String.valueOf(password))
        .doesNotContain("$argon2")
        .doesNotContain(token)
        .doesNotContain(SecretToken.of(token).hash())
        .doesNotContain(AdminServer.OPERATORS_KEY)
        .doesNotContain(server.note().secret());
  }

  private static String kind(Operation operation) {
    String path = operation.path().text();
    return path.substring(0, path.indexOf('{'));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void s06TextThatLooksLikeSqlIsText(Operation operation) {
    Management management = server.server.management();
    for (String text : INJECTIONS) {
      String place = text.replaceAll("[/?#%\\u0000 ]", "_");
      String path = operation.path().text().replaceAll("\\{[^}]*}", place.replace("$", "_"));
      for (Operation.Parameter parameter : operation.query()) {
        answer(management, operation, path, Map.of(parameter.name(), List.of(text)));
      }
      answer(management, operation, path, Map.of());
    }

    assertThat(server.server.gateway().users().find(adaUser.id()).orElseThrow().role())
        .isEqualTo(Role.MEMBER);
    assertThat(server.server.gateway().keys().find(adasKey.key().id())).isPresent();
  }

  private static void answer(
      Management management, Operation operation, String path, Map<String, List<String>> query) {
    boolean isHarmless = operation.method().equals("GET") || !operation.path().places().isEmpty();
    if (!isHarmless) {
      return;
    }
    try {
      management.answer(
          Identity.OPERATOR,
          ManagementRequest.local(operation.method(), path, query, "{}".getBytes(UTF_8)));
    } catch (VaultGateException e) {
      assertThat(e.status()).as("%s %s %s", operation.id(), path, query).isLessThan(500);
    }
  }

  /**
   * But for models, which the reader of configurations reads as strictly, and what Stripe sends.
   */
  @Test
  void s17WhatIsNotInASchemaIsNotTaken() throws Exception {
    JsonNode schemas =
        Json.read(server.get("/api/v1/openapi.json").body()).path("components").path("schemas");
    for (Operation operation : operations()) {
      String takes = operation.takes();
      if (takes != null && !takes.equals("PaymentNotice") && !takes.equals("ModelSpec")) {
        assertThat(schemas.path(takes).path("additionalProperties").asBoolean(true))
            .as(takes)
            .isFalse();
      }
    }
  }

  @Test
  void s26DemotedAdministratorIsNoneFromHisNextRequestOn() throws Exception {
    Browser cyd = server.browser();
    User user = cyd.signIn("cyd", Role.ADMIN);
    assertThat(cyd.get("/users").statusCode()).isEqualTo(200);

    server.patch("/api/v1/users/" + user.id(), "{\"role\":\"member\"}");
    assertThat(cyd.get("/users").statusCode()).isEqualTo(403);

    server.post("/api/v1/users/" + user.id() + "/disable", "");
    assertThat(cyd.get("/users").statusCode()).isEqualTo(401);
    assertThat(cyd.login("cyd", Browser.PASSWORD).statusCode()).isEqualTo(401);
  }
}
