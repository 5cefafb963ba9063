package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls would have cost by other prices, asked over HTTP. */
class RerateTest {

  private static final String SINCE = "\"from\":\"2026-01-01T00:00:00Z\"";

  @TempDir static Path folder;
  private static AdminServer server;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    String key = key();
    server.post(
        "/api/v1/credits/top-ups", "{\"account\":\"team\",\"amount\":\"5\",\"reference\":\"r\"}");
    call(key, "/v1/chat/completions", "\"model\":\"demo-text\",\"max_tokens\":50");
    call(key, "/v1/chat/completions", "\"model\":\"demo-text\",\"max_tokens\":9");
    call(key, "/v1/images/generations", "\"model\":\"demo-image\",\"prompt\":\"a vault\"");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String key() throws Exception {
    String made = server.post("/api/v1/keys", "{\"name\":\"app\",\"account\":\"team\"}").body();
    return Json.read(made).path("key").asText();
  }

  private static void call(String key, String path, String members) throws Exception {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    String body = "{" + members + (members.contains("prompt") ? "" : "," + messages) + "}";
    HttpResponse<String> answer =
        server.send(
            server
                .request(path)
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode rerated(String members) throws Exception {
    HttpResponse<String> answer =
        server.post("/api/v1/credits/rerates", "{" + SINCE + members + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  private static JsonNode get(String path) throws Exception {
    return Json.read(server.get("/api/v1" + path).body());
  }

  private static BigDecimal dollars(JsonNode line, String name) {
    return new BigDecimal(line.path(name).asText());
  }

  @Test
  void byThePresentPricesAllCostWhatItDid() throws Exception {
    JsonNode answer = rerated("");

    assertThat(answer.path("models").findValuesAsText("model"))
        .containsExactly("demo-image", "demo-text");
    assertThat(answer.path("total").path("calls").asInt()).isEqualTo(3);
    assertThat(answer.path("total").path("unpriced_calls").asInt()).isZero();
    assertThat(answer.path("models"))
        .allSatisfy(
            line -> {
              assertThat(dollars(line, "cost")).isPositive();
              assertThat(dollars(line, "rerated")).isEqualTo(dollars(line, "cost"));
            });
  }

  @Test
  void byOtherPricesAModelCostsMoreAndTheRestTheSame() throws Exception {
    JsonNode usage = get("/usage/summary?model=demo-text").path("totals");
    long tokens = usage.path("prompt_tokens").asLong() + usage.path("completion_tokens").asLong();

    JsonNode answer = rerated(",\"prices\":{\"demo-text\":{\"input\":10000,\"output\":\"10000\"}}");

    JsonNode text = answer.path("models").get(1);
    assertThat(dollars(text, "rerated")).isEqualByComparingTo(BigDecimal.valueOf(tokens, 2));
    assertThat(dollars(text, "difference"))
        .isEqualByComparingTo(dollars(text, "rerated").subtract(dollars(text, "cost")));
    assertThat(dollars(answer.path("models").get(0), "difference")).isZero();
    assertThat(dollars(answer.path("total"), "difference"))
        .isEqualByComparingTo(dollars(text, "difference"));
  }

  @Test
  void nothingIsChangedByIt() throws Exception {
    JsonNode credit = get("/credits");
    JsonNode entries = get("/credits/entries");
    JsonNode usage = get("/usage");

    rerated(",\"prices\":{\"demo-text\":{\"input\":100,\"output\":100}}");

    assertThat(get("/credits")).isEqualTo(credit);
    assertThat(get("/credits/entries")).isEqualTo(entries);
    assertThat(get("/usage")).isEqualTo(usage);
    assertThat(get("/credits/verification").path("data")).isEmpty();
  }

  @Test
  void callsBeforeAndAfterAreNotAmongThem() throws Exception {
    JsonNode before = rerated(",\"until\":\"2026-01-02T00:00:00Z\"");

    assertThat(before.path("models")).isEmpty();
    assertThat(before.path("total").path("calls").asInt()).isZero();
  }

  @Test
  void pricesThatChargesWentByAreListedWithTheirVersions() throws Exception {
    JsonNode prices = get("/credits/prices").path("data");

    assertThat(prices).hasSize(2);
    assertThat(prices.findValuesAsText("version"))
        .allSatisfy(version -> assertThat(version).matches("p[0-9a-f]{12}"));
    assertThat(prices.get(0).path("price").path("input").isNumber()).isTrue();
  }

  @Test
  void answersAreAsTheDocumentHasThem() throws Exception {
    SchemaCheck check =
        new SchemaCheck((ObjectNode) Json.read(server.get("/api/v1/openapi.json").body()));

    assertThat(check.problems(rerated(""), check.named("Rerated"))).isEmpty();
    assertThat(get("/credits/prices").path("data"))
        .allSatisfy(
            price -> assertThat(check.problems(price, check.named("PriceVersion"))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                       | from",
        "{`from`:`yesterday`}                                     | from",
        "{`from`:`2026-01-01T00:00:00Z`,`prices`:7}               | prices",
        "{`from`:`2026-01-01T00:00:00Z`,`prices`:{`a`:7}}         | prices.a",
        "{`from`:`2026-01-01T00:00:00Z`,`prices`:{`a`:{}}}        | prices.a",
        "{`from`:`2026-01-01T00:00:00Z`,`prices`:{`a`:{`in`:1}}}  | prices.a",
        "{`from`:`2026-01-01T00:00:00Z`,`prices`:{`a`:{`input`:-1,`output`:1}}} | prices.a",
        "{`from`:`2026-01-01T00:00:00Z`,`till`:1}                 | till"
      })
  void whatIsWrongIsNamed(String body, String param) throws Exception {
    HttpResponse<String> answer = server.post("/api/v1/credits/rerates", body.replace('`', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Json.read(answer.body()).path("error").path("param").asText()).isEqualTo(param);
  }

  @Test
  void itIsForAdministratorsAlone() throws Exception {
    assertThat(server.get("/api/v1/credits/prices", "vg_nobody").statusCode()).isEqualTo(401);
  }
}
