package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.audit.AuditQuery;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed through the management API is in the audit, and nothing secret is. */
class AuditTest {

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

  private static JsonNode newest() throws Exception {
    return Json.read(server.get("/api/v1/audit?limit=1").body()).path("data").get(0);
  }

  /** A management of one operation, which the schemas of the keys describe. */
  private static Management of(Store store, String method, Operation.Handler handler) {
    Operation.Draft draft =
        switch (method) {
          case "GET" -> Operation.get("/things/{id}", Access.ADMIN);
          case "PUT" -> Operation.put("/things/{id}", Access.ADMIN);
          case "PATCH" -> Operation.patch("/things/{id}", Access.ADMIN);
          case "DELETE" -> Operation.delete("/things/{id}", Access.ADMIN);
          default -> Operation.post("/things/{id}", Access.ADMIN);
        };
    Topic things =
        new Topic() {
          @Override
          public String name() {
            return "keys";
          }

          @Override
          public List<Operation> operations() {
            return List.of(draft.named("handleThing", "Handles it.").gives("Key").by(handler));
          }
        };
    return new Management(List.of(things), store.audit(), SystemTime.system());
  }

  private static List<AuditEntry> entries(Store store) {
    return store.audit().page(AuditQuery.ALL, 10, null).entries();
  }

  private static ManagementRequest request(String method) {
    return ManagementRequest.local(method, "/things/7", Map.of(), new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void whatMayChangeSomethingLeavesAnEntryWithoutSayingSo(String method) {
    Store store = Store.inMemory();

    of(store, method, call -> Answer.of(Json.object())).answer(Identity.OPERATOR, request(method));

    AuditEntry entry = entries(store).get(0);
    assertThat(entry.action()).isEqualTo("handleThing");
    assertThat(entry.object()).isEqualTo("7");
    assertThat(entry.actor()).isEqualTo("operator");
    assertThat(entry.requestId()).isEqualTo("local");
  }

  @Test
  void whatOnlyLooksLeavesNone() {
    Store store = Store.inMemory();

    of(store, "GET", call -> Answer.of(Json.object())).answer(Identity.OPERATOR, request("GET"));

    assertThat(entries(store)).isEmpty();
  }

  @Test
  void whatAUserKeepsForHimselfLeavesNone() throws Exception {
    Browser eve = server.browser();
    User user = eve.signIn("chatting");
    String mine = "/api/v1/audit?actor=" + user.id();
    int before = Json.read(server.get(mine).body()).path("data").size();

    assertThat(eve.post("/conversations", "{}").statusCode()).isEqualTo(201);

    assertThat(Json.read(server.get(mine).body()).path("data")).hasSize(before);
  }

  @Test
  void whatWasRefusedLeavesNone() {
    Store store = Store.inMemory();
    Management management =
        of(
            store,
            "POST",
            call -> {
              throw InvalidRequestException.missing("name");
            });

    assertThatThrownBy(() -> management.answer(Identity.OPERATOR, request("POST")))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(entries(store)).isEmpty();
  }

  @Test
  void changeOfAKeyIsThereBeforeAndAfter() throws Exception {
    JsonNode key = Json.read(server.post("/api/v1/keys", "{\"name\":\"one\"}").body());
    String id = key.path("id").asText();

    server.patch("/api/v1/keys/" + id, "{\"name\":\"other\",\"requests_per_minute\":5}");

    JsonNode entry = newest();
    assertThat(entry.path("action").asText()).isEqualTo("changeKey");
    assertThat(entry.path("object").asText()).isEqualTo(id);
    assertThat(entry.path("actor").asText()).isEqualTo("operator");
    assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(entry.path("request_id").asText()).startsWith("req_");
    assertThat(entry.path("before").path("name").asText()).isEqualTo("one");
    assertThat(entry.path("before").path("requests_per_minute").asInt()).isEqualTo(60);
    assertThat(entry.path("after").path("name").asText()).isEqualTo("other");
    assertThat(entry.path("after").path("requests_per_minute").asInt()).isEqualTo(5);
  }

  @Test
  void userIsNamedWhoDidIt() throws Exception {
    Browser cyd = server.browser();
    User user = cyd.signIn("cyd", Role.ADMIN);
    JsonNode login = newest();

    cyd.post("/users", "{\"email\":\"dan@example.com\"}");

    assertThat(login.path("action").asText()).isEqualTo("login");
    assertThat(login.path("actor_id").asText()).isEqualTo(user.id());
    JsonNode entry = newest();
    assertThat(entry.path("action").asText()).isEqualTo("createUser");
    assertThat(entry.path("actor_id").asText()).isEqualTo(user.id());
    assertThat(entry.path("actor").asText()).isEqualTo("cyd@example.com");
    assertThat(entry.path("after").path("email").asText()).isEqualTo("dan@example.com");
    assertThat(Json.read(server.get("/api/v1/audit?actor=" + user.id()).body()).path("data"))
        .hasSize(2);
  }

  @Test
  void noSecretIsInIt() throws Exception {
    JsonNode key = Json.read(server.post("/api/v1/keys", "{\"name\":\"k\"}").body());
    String path = "/api/v1/keys/" + key.path("id").asText();
    String second = Json.read(server.post(path + "/rotate", "{}").body()).path("key").asText();
    JsonNode made =
        Json.read(server.post("/api/v1/users", "{\"email\":\"eve@example.com\"}").body());
    String user = "/api/v1/users/" + made.path("id").asText();
    String link = Json.read(server.post(user + "/link", "").body()).path("link").asText();
    String password =
        Json.read(server.post(user + "/password", "{}").body()).path("password").asText();

    String audit = server.get("/api/v1/audit").body();

    assertThat(made.path("password").asText()).isNotEmpty();
    assertThat(link).contains("#token=");
    assertThat(audit)
        .contains("rotateKey", "createUser", "linkUser", "setUserPassword")
        .doesNotContain(key.path("key").asText())
        .doesNotContain(second)
        .doesNotContain(made.path("password").asText())
        .doesNotContain(password)
        .doesNotContain(link.substring(link.indexOf('=') + 1));
  }

  @Test
  void pagesAreFollowedToTheEnd() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.post("/api/v1/keys", "{\"name\":\"paged\"}");
    }
    int seen = 0;
    String page = "";
    do {
      JsonNode list = Json.read(server.get("/api/v1/audit?action=createKey&limit=2" + page).body());
      seen += list.path("data").size();
      page = list.has("next") ? "&page=" + list.path("next").asText() : "";
    } while (!page.isEmpty());

    assertThat(seen).isGreaterThanOrEqualTo(5);
  }
}
