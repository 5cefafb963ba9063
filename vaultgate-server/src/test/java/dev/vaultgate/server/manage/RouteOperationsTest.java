package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How deployments stand, and where calls would go, as administrators are told. */
class RouteOperationsTest {

  @TempDir Path folder;
  private AdminServer server;

  @BeforeEach
  void start() {
    server = AdminServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertMatches(JsonNode document, String schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(document);
    assertThat(check.problems(value, check.named(schema))).isEmpty();
  }

  private JsonNode document() throws Exception {
    return Json.read(server.get("/api/v1/openapi.json").body());
  }

  @Test
  void deploymentsOfAModelAreShownBeforeAnybodyAsked() throws Exception {
    JsonNode health = Json.read(server.get("/api/v1/health/routes?model=demo-text").body());

    assertThat(health.at("/data/0/deployment").asText()).isEqualTo("demo/demo-text");
    assertThat(health.at("/data/0/state").asText()).isEqualTo("ready");
    assertMatches(document(), "RouteHealth", health);
  }

  @Test
  void onlyWhatWasAskedIsShownWhereNoModelIsNamed() throws Exception {
    assertThat(Json.read(server.get("/api/v1/health/routes").body()).path("data")).isEmpty();
  }

  @Test
  void whatIsOutIsToldAndTurnedOnAgain() throws Exception {
    Router router = server.server.gateway().router();
    server.get("/api/v1/health/routes?model=demo-text");
    assertThat(router.deployments()).hasSize(1);

    HttpResponse<String> enabled =
        server.post("/api/v1/health/routes/enable", "{\"deployment\":\"demo/demo-text\"}");

    assertThat(enabled.statusCode()).isEqualTo(200);
    assertMatches(document(), "DeploymentHealth", Json.read(enabled.body()));
    assertThat(
            server
                .post("/api/v1/health/routes/enable", "{\"deployment\":\"demo/nothing\"}")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void aCallThatNobodyMakesIsExplained() throws Exception {
    JsonNode plain = explain("{\"model\":\"demo-text\"}");
    assertThat(plain.at("/deployments/0/turn").asInt()).isEqualTo(1);
    assertThat(plain.path("strategy").asText()).isEqualTo("priority");
    assertMatches(document(), "RouteExplanation", plain);

    JsonNode without = explain("{\"model\":\"demo-text\",\"without\":[\"demo\"]}");
    assertThat(without.at("/deployments/0/skipped").asText()).isEqualTo("without");
    assertThat(without.path("refused_with").asText()).isEqualTo("upstream_unavailable");
    assertMatches(document(), "RouteExplanation", without);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"model\":\"demo-text\",\"prompt_tokens\":-1}",
        "{\"model\":\"demo-text\",\"wihtout\":[]}",
        "{\"model\":\"demo-text\",\"tags\":[\"moon\"]}"
      })
  void questionsThatCannotBeAnsweredAreRefused(String question) throws Exception {
    assertThat(server.post("/api/v1/route/explain", question).statusCode()).isEqualTo(400);
  }

  private JsonNode explain(String question) throws Exception {
    HttpResponse<String> answer = server.post("/api/v1/route/explain", question);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }
}
