package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users are told of models beside what they can do: how they stand, and their prices in time.
 */
class CatalogOperationsTest {

  @TempDir Path folder;
  private AdminServer server;
  private Browser user;
  private String key = "";

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start(folder);
    user = server.browser();
    user.signIn("member");
    String made = server.post("/api/v1/keys", "{\"name\":\"app\",\"account\":\"team\"}").body();
    key = Json.read(made).path("key").asText();
    server.post(
        "/api/v1/credits/top-ups", "{\"account\":\"team\",\"amount\":\"5\",\"reference\":\"r\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode listed(String path, String schema) throws Exception {
    HttpResponse<String> answer = user.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode data = Json.read(answer.body()).path("data");
    SchemaCheck check = new SchemaCheck(Json.read(server.get("/api/v1/openapi.json").body()));
    for (JsonNode one : data) {
      assertThat(check.problems(one, check.named(schema))).isEmpty();
    }
    return data;
  }

  private int chat(String model) throws Exception {
    return server
        .send(
            server
                .request("/v1/chat/completions")
                .header("Authorization", "Bearer " + key)
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"rate limit\"}]}"
                            .formatted(model))))
        .statusCode();
  }

  private void price(String model, String members) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/models/" + model)
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .PUT(
                    BodyPublishers.ofString(
                        "{\"deployments\":[\"demo/demo-text\"]," + members + "}")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void modelThatNobodyAskedForSaysNothingOfItself() throws Exception {
    assertThat(listed("/catalog/health", "ModelHealth")).isEmpty();
  }

  @Test
  void modelThatAnswersIsReadyAndOneThatFailsIsNot() throws Exception {
    assertThat(chat("demo-text")).isEqualTo(200);
    assertThat(chat("demo-error-text")).isGreaterThanOrEqualTo(400);

    JsonNode health = listed("/catalog/health", "ModelHealth");

    assertThat(health.findValuesAsText("model")).containsExactly("demo-error-text", "demo-text");
    assertThat(health.get(0).path("state").asText()).isIn("impaired", "down");
    assertThat(health.get(1).path("state").asText()).isEqualTo("ready");
  }

  @Test
  void pricesAreToldAsTheyWereAreAndWillBe() throws Exception {
    price("lab-text", "\"price\":{\"input\":\"1\",\"output\":\"2\"}");
    assertThat(chat("lab-text")).isEqualTo(200);
    price("lab-text", "\"price\":{\"input\":\"3\",\"output\":\"4\"}");
    assertThat(chat("lab-text")).isEqualTo(200);
    price("lab-text", "\"price\":{\"input\":\"5\",\"output\":\"6\"}");

    JsonNode prices = listed("/catalog/prices?model=lab-text", "ModelPrice");

    assertThat(prices.findValuesAsText("when")).containsExactly("now", "past", "past");
    assertThat(prices.findValues("input").stream().map(JsonNode::asInt)).containsExactly(5, 3, 1);
    assertThat(prices.get(0).path("deployment").asText()).isEqualTo("demo/demo-text");
    assertThat(prices.get(1).path("first_used_at").asText()).isNotEmpty();
  }

  @Test
  void unknownModelHasNoPrices() throws Exception {
    assertThat(user.get("/catalog/prices?model=nothing").statusCode()).isEqualTo(404);
    assertThat(user.get("/catalog/prices").statusCode()).isEqualTo(400);
  }
}
