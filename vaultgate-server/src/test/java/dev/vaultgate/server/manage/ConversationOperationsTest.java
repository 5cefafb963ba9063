package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users keep conversations, and show one to whom they like. */
class ConversationOperationsTest {

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

  private final Browser ada = new Browser(server);

  @BeforeEach
  void signIn() throws Exception {
    ada.signIn("talker" + people++);
  }

  private String begun() throws Exception {
    JsonNode made =
        ada.json("POST", "/conversations", "{\"title\":\"Trams\",\"model\":\"demo-text\"}");
    assertThat(check().problems(made, check().named("Conversation"))).isEmpty();
    return made.path("id").asText();
  }

  private static SchemaCheck check() throws Exception {
    return new SchemaCheck(Json.read(server.get("/api/v1/openapi.json").body()));
  }

  private static String message(String role, String text, String cost) {
    ObjectNode message = Json.object().put("role", role).put("text", text);
    message.putObject("answer").put("cost", cost).put("model", "demo-text");
    return message.toString();
  }

  private static String messages(int from, String... messages) {
    return "{\"from\":" + from + ",\"messages\":[" + String.join(",", messages) + "]}";
  }

  @Test
  void whatWasSaidIsThereAgainWithWhatItCost() throws Exception {
    String id = begun();

    ada.send(
        "PUT",
        "/conversations/" + id + "/messages",
        messages(0, message("user", "Hello", ""), message("assistant", "Hi", "0.0000805")));

    JsonNode whole = ada.json("GET", "/conversations/" + id, "");
    assertThat(whole.path("messages").findValuesAsText("text")).containsExactly("Hello", "Hi");
    assertThat(whole.path("messages").get(1).path("answer").path("model").asText())
        .isEqualTo("demo-text");
    assertThat(whole.path("cost").asText()).isEqualTo("0.0000805");
    assertThat(check().problems(whole, check().named("WholeConversation"))).isEmpty();
  }

  @Test
  void pictureOfSomeMegabytesIsKept() throws Exception {
    String id = begun();
    String picture = "data:image/png;base64," + "A".repeat(3_000_000);

    HttpResponse<String> answer =
        ada.send(
            "PUT",
            "/conversations/" + id + "/messages",
            messages(0, "{\"role\":\"user\",\"text\":\"\",\"content\":\"" + picture + "\"}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ada.get("/conversations/" + id).body()).contains(picture);
  }

  @Test
  void conversationsAreFoundByTheirWords() throws Exception {
    String id = begun();
    ada.send(
        "PUT", "/conversations/" + id + "/messages", messages(0, message("user", "Lisbon", "")));

    assertThat(ada.json("GET", "/conversations?search=lisb", "").path("data")).hasSize(1);
    assertThat(ada.json("GET", "/conversations?search=paris", "").path("data")).isEmpty();
  }

  @Test
  void linkShowsItToWhoHasItUntilItIsTakenBack() throws Exception {
    String id = begun();
    ada.send(
        "PUT", "/conversations/" + id + "/messages", messages(0, message("user", "Hello", "")));

    JsonNode share = ada.json("POST", "/conversations/" + id + "/share", "{\"days\":1}");
    Browser stranger = new Browser(server);
    JsonNode shown = stranger.json("GET", share.path("path").asText(), "");
    JsonNode hers = ada.json("GET", "/conversations/" + id, "");
    ada.send("DELETE", "/conversations/" + id + "/share", "");

    assertThat(shown.path("messages").findValuesAsText("text")).containsExactly("Hello");
    assertThat(check().problems(shown, check().named("SharedConversation"))).isEmpty();
    assertThat(hers.path("shared_until").isTextual()).isTrue();
    assertThat(hers.toString()).doesNotContain(share.path("path").asText().substring(8));
    assertThat(stranger.get(share.path("path").asText()).statusCode()).isEqualTo(404);
  }

  @Test
  void s16SomebodyElsesConversationIsNotThere() throws Exception {
    String id = begun();
    Browser bob = new Browser(server);
    bob.signIn("stranger" + people++);

    for (String[] call :
        new String[][] {
          {"GET", "", ""},
          {"PATCH", "", "{\"title\":\"mine\"}"},
          {"DELETE", "", ""},
          {"PUT", "/messages", messages(0, message("user", "x", ""))},
          {"POST", "/share", "{}"},
          {"DELETE", "/share", ""}
        }) {
      assertThat(bob.send(call[0], "/conversations/" + id + call[1], call[2]).statusCode())
          .as(call[0] + call[1])
          .isEqualTo(404);
    }
    assertThat(ada.json("GET", "/conversations/" + id, "").path("title").asText())
        .isEqualTo("Trams");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"from\":5,\"messages\":[{\"role\":\"user\",\"text\":\"x\"}]} | from",
        "{\"from\":-1,\"messages\":[{\"role\":\"user\",\"text\":\"x\"}]} | from",
        "{\"messages\":[]} | messages",
        "{\"messages\":[{\"role\":\"system\",\"text\":\"x\"}]} | role",
        "{\"messages\":[{\"role\":\"user\"}]} | text",
        "{\"messages\":[\"x\"]} | body",
        "{\"messages\":[{\"role\":\"user\",\"text\":\"x\",\"answer\":{\"cost\":\"-1\"}}]} | cost"
      })
  void messageThatIsNoneIsRefusedByName(String body, String param) throws Exception {
    HttpResponse<String> answer = ada.send("PUT", "/conversations/" + begun() + "/messages", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Json.read(answer.body()).path("error").path("param").asText()).isEqualTo(param);
  }

  @Test
  void whatPeopleSayIsNoBusinessOfTheAudit() throws Exception {
    begun();

    assertThat(server.get("/api/v1/audit").body()).doesNotContain("beginConversation");
  }
}
