package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.VaultGateServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and routes change while the server runs. */
class LiveModelsTest {

  private static final String LAB =
      "{\"deployments\":[\"demo/demo-text\"],\"price\":{\"input\":\"1\",\"output\":\"2\"}}";

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

  private HttpResponse<String> put(String name, String body) throws Exception {
    return server.send(
        server
            .request("/api/v1/models/" + name)
            .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
            .PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> remove(String name) throws Exception {
    return server.send(
        server
            .request("/api/v1/models/" + name)
            .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
            .DELETE());
  }

  private int chat(String model) throws Exception {
    VaultGateServer running = server.server;
    String key = running.gateway().keys().create(KeySpec.named("app")).secret().reveal();
    return server
        .send(
            server
                .request("/v1/chat/completions")
                .header("Authorization", "Bearer " + key)
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                            .formatted(model))))
        .statusCode();
  }

  private static List<String> names(HttpResponse<String> list) throws Exception {
    JsonNode data = Json.read(list.body()).path("data");
    return data.findValuesAsText("name");
  }

  @Test
  void addedModelIsServedAtOnceAndAfterARestart() throws Exception {
    assertThat(chat("lab-text")).isEqualTo(404);

    assertThat(put("lab-text", LAB).statusCode()).isEqualTo(200);

    assertThat(chat("lab-text")).isEqualTo(200);
    assertThat(names(server.get("/api/v1/models"))).containsExactly("lab-text");
    server.close();
    server = AdminServer.start(folder);
    assertThat(chat("lab-text")).isEqualTo(200);
  }

  @Test
  void addedAliasMayHoldSlashes() throws Exception {
    HttpResponse<String> answer = put("team/best", "{\"targets\":[\"demo-text\"]}");

    assertThat(answer.body()).contains("\"targets\":[\"demo-text\"]");
    assertThat(chat("team/best")).isEqualTo(200);
  }

  @Test
  void removedModelIsGone() throws Exception {
    put("lab-text", LAB);

    assertThat(remove("lab-text").statusCode()).isEqualTo(200);

    assertThat(chat("lab-text")).isEqualTo(404);
    assertThat(remove("lab-text").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"deployments\":[\"nobody/m\"]} | nobody",
        "{\"deployments\":[\"demo/demo-text\"],\"prise\":1} | prise",
        "{\"deployments\":[\"demo/demo-text\"],\"price\":{\"input\":\"${HOME}\",\"output\":1}} | HOME",
        "{} | deployments",
        "{\"targets\":[]} | ",
        "{\"targets\":[\"demo-text\"],\"price\":{}} | price",
        "[] | body",
        "{\"deployments\": | JSON",
      })
  void whatCannotBeServedIsRefusedAndChangesNothing(String body, String named) throws Exception {
    put("lab-text", LAB);

    HttpResponse<String> answer = put("lab-text", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(named == null ? "lab-text" : named);
    assertThat(chat("lab-text")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "PATCH", "DELETE"})
  void s62s63ProvidersAndTheirAddressesAreNotChangedByTheApi(String method) throws Exception {
    for (String path : List.of("/api/v1/providers", "/api/v1/providers/demo")) {
      HttpResponse<String> answer =
          server.send(
              server
                  .request(path)
                  .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                  .method(
                      method,
                      BodyPublishers.ofString("{\"base_url\":\"http://169.254.169.254/\"}")));

      assertThat(answer.statusCode()).as(path).isIn(404, 405);
    }
    assertThat(server.get("/api/v1/providers").body()).doesNotContain("169.254");
  }

  @Test
  void configurationIsReadAnew() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "routes: { assistant: [ demo-text ] }\n");

    HttpResponse<String> answer = server.post("/api/v1/reload", "");

    assertThat(answer.body()).isEqualTo("{\"reloaded\":true}");
    assertThat(chat("assistant")).isEqualTo(200);
  }

  @Test
  void f77ConfigurationThatIsWrongIsRefusedWithItsLineAndTheOldOneStays() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "routes: { assistant: [ demo-text ] }\n");
    server.post("/api/v1/reload", "");
    Files.writeString(file, "roots: { assistant: [ demo-text ] }\n");

    try (LogCapture log = LogCapture.of("dev.vaultgate.server")) {
      HttpResponse<String> answer = server.post("/api/v1/reload", "");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("vaultgate.yaml:1: roots", "routes");
      assertThat(log.line("reload_rejected")).contains("vaultgate.yaml:1: roots");
    }
    assertThat(chat("assistant")).isEqualTo(200);
  }
}
