package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators do over HTTP, and that nobody else does. */
class ManagementTest {

  private static final String KEYS = "/api/v1/keys";
  private static final String TOP_UPS = "/api/v1/credits/top-ups";

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

  private static JsonNode created(String body) throws Exception {
    HttpResponse<String> answer = server.post(KEYS, body);
    assertThat(answer.statusCode()).isEqualTo(201);
    return Json.read(answer.body());
  }

  private static String error(HttpResponse<String> answer) throws Exception {
    JsonNode error = Json.read(answer.body()).path("error");
    assertThat(error.size()).isEqualTo(4);
    return error.path("code").asText() + " " + error.path("param").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1",
    "GET, /api/v1/keys",
    "HEAD, /api/v1/keys",
    "POST, /api/v1/keys",
    "DELETE, /api/v1/keys",
    "OPTIONS, /api/v1/keys",
    "GET, /api/v1/keys/key_0123456789abcdef",
    "POST, /api/v1/keys/key_0123456789abcdef/revoke",
    "GET, /api/v1/credits",
    "POST, /api/v1/credits/top-ups",
    "GET, /api/v1/credits/verification",
    "GET, /api/v1/usage",
    "GET, /api/v1/there-is-no-such-path",
    "GET, /api"
  })
  void nobodyGetsAnythingAndLearnsNothing(String method, String path) throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void keyForModelsIsNoKeyForAdministration() throws Exception {
    String secret = created("{\"name\":\"app\"}").path("key").asText();

    HttpResponse<String> answer = server.get(KEYS, secret);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer)).startsWith("invalid_admin_key");
  }

  @Test
  void keyForAdministrationIsNoKeyForModels() throws Exception {
    assertThat(server.get("/v1/models", AdminServer.OPERATORS_KEY).statusCode()).isEqualTo(401);
    assertThat(server.get("/v1/models", server.note().secret()).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic Y2hvc2VuLWJ5LXRoZS1vcGVyYXRvcg==",
        "chosen-by-the-operator",
        "Bearer",
        "Bearer chosen-by-the-operator2",
        "Bearer chosen-by-the-operato",
        "Bearer  chosen-by-the-operator"
      })
  void anythingButTheKeyItselfIsNone(String header) throws Exception {
    assertThat(server.send(server.request(KEYS).header("Authorization", header)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void twoKeysAreNone() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request(KEYS)
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .header("Authorization", "Bearer other"));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void keyInTheQueryIsNone() throws Exception {
    assertThat(server.send(server.request(KEYS + "?key=" + AdminServer.OPERATORS_KEY)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void operatorsKeyAndTheNotesBothOpen() throws Exception {
    assertThat(server.get("/api/v1").statusCode()).isEqualTo(200);
    assertThat(server.get("/api/v1", server.note().secret()).statusCode()).isEqualTo(200);
  }

  @Test
  void administratorIsToldWhatDoesNotExist() throws Exception {
    assertThat(server.get("/api/v1/other").statusCode()).isEqualTo(404);
    assertThat(
            server
                .send(
                    server
                        .request(KEYS)
                        .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                        .DELETE())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void newKeyWorksAtOnceAndNotAfterItsRevocation() throws Exception {
    JsonNode key = created("{\"name\":\"app\",\"models\":[\"demo-text\"]}");
    String secret = key.path("key").asText();
    assertThat(server.get("/v1/models", secret).statusCode()).isEqualTo(200);

    HttpResponse<String> revoked =
        server.post(KEYS + "/" + key.path("id").asText() + "/revoke", "");

    assertThat(Json.read(revoked.body()).path("revoked_now").asBoolean()).isTrue();
    assertThat(server.get("/v1/models", secret).statusCode()).isEqualTo(401);
  }

  @Test
  void secretIsInNoAnswerButTheFirst() throws Exception {
    JsonNode key = created("{\"name\":\"app\"}");
    String secret = key.path("key").asText();

    assertThat(server.get(KEYS).body()).contains(key.path("id").asText()).doesNotContain(secret);
    assertThat(server.get(KEYS + "/" + key.path("id").asText()).body())
        .contains("\"name\":\"app\"")
        .doesNotContain(secret);
  }

  @Test
  void keyIsWhatWasAskedFor() throws Exception {
    JsonNode key =
        created(
            """
            {"name": "app", "account": "team", "models": ["demo*"], "types": ["text", "image"],
             "requests_per_minute": 5, "concurrency_max": 0, "credit_cap": "1.25",
             "expires_at": "2100-01-31T12:00:00Z"}
            """);

    assertThat(key.path("account").asText()).isEqualTo("team");
    assertThat(key.path("unlimited").asBoolean()).isFalse();
    assertThat(key.path("models").toString()).isEqualTo("[\"demo*\"]");
    assertThat(key.path("types").toString()).isEqualTo("[\"image\",\"text\"]");
    assertThat(key.path("requests_per_minute").asInt()).isEqualTo(5);
    assertThat(key.path("concurrency_max").asInt()).isZero();
    assertThat(key.path("credit_cap").asText()).isEqualTo("1.25");
    assertThat(key.path("expires_at").asText()).isEqualTo("2100-01-31T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | missing_parameter name",
        "{\"name\":null}                           | missing_parameter name",
        "{\"name\":1}                              | invalid_value name",
        "{\"name\":\"\"}                           | invalid_value name",
        "{\"name\":\"a\",\"account\":\"\"}         | invalid_value account",
        "{\"name\":\"a\",\"unlimited\":\"yes\"}    | invalid_value unlimited",
        "{\"name\":\"a\",\"models\":\"x\"}         | invalid_value models",
        "{\"name\":\"a\",\"models\":[1]}           | invalid_value models",
        "{\"name\":\"a\",\"models\":[\"x y\"]}     | invalid_value models",
        "{\"name\":\"a\",\"types\":[\"video\"]}    | invalid_value types",
        "{\"name\":\"a\",\"requests_per_minute\":-1}  | invalid_value requests_per_minute",
        "{\"name\":\"a\",\"requests_per_minute\":1.5} | invalid_value requests_per_minute",
        "{\"name\":\"a\",\"concurrency_max\":9999999999} | invalid_value concurrency_max",
        "{\"name\":\"a\",\"credit_cap\":\"five\"}  | invalid_value credit_cap",
        "{\"name\":\"a\",\"credit_cap\":-1}        | invalid_value credit_cap",
        "{\"name\":\"a\",\"credit_cap\":1e99} | invalid_value credit_cap",
        "{\"name\":\"a\",\"credit_cap\":true}      | invalid_value credit_cap",
        "{\"name\":\"a\",\"expires_at\":\"soon\"}  | invalid_value expires_at",
        "{\"name\":\"a\",\"rpm\":5}                | unknown_parameter rpm",
        "{\"name\":\"a\",\"name\":\"b\"}           | invalid_json null",
        "{\"name\":\"a\"} x                        | invalid_json null",
        "[]                                        | invalid_value body",
        "name=a                                    | invalid_json null"
      })
  void badRequestForAKeyIsRefusedByName(String body, String expected) throws Exception {
    HttpResponse<String> answer = server.post(KEYS, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo(expected);
  }

  @Test
  void bodyMustBeJsonOfModestSize() throws Exception {
    HttpResponse<String> form =
        server.send(
            server
                .request(KEYS)
                .setHeader("Content-Type", "text/plain")
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .POST(BodyPublishers.ofString("{\"name\":\"a\"}")));
    HttpResponse<String> large = server.post(KEYS, "{\"name\":\"" + "a".repeat(100_000) + "\"}");

    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void sameTopUpAgainAddsNothing() throws Exception {
    created("{\"name\":\"app\",\"account\":\"twice\"}");
    String body = "{\"account\":\"twice\",\"amount\":\"2.5\",\"reference\":\"bill-7\"}";

    JsonNode first = Json.read(server.post(TOP_UPS, body).body());
    JsonNode second = Json.read(server.post(TOP_UPS, body).body());

    assertThat(first.path("added").asBoolean()).isTrue();
    assertThat(second.path("added").asBoolean()).isFalse();
    assertThat(second.path("available").asText()).isEqualTo("2.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"account\":\"none\",\"amount\":\"1\",\"reference\":\"r\"} | 404 | account_not_found account",
        "{\"account\":\"demo\",\"amount\":\"-1\",\"reference\":\"r\"} | 400 | invalid_value null",
        "{\"account\":\"demo\",\"amount\":\"1\"} | 400 | missing_parameter reference",
        "{\"amount\":\"1\",\"reference\":\"r\"} | 400 | missing_parameter account",
        "{\"account\":\"demo\",\"amount\":\"1\",\"reference\":\"r\",\"x\":1} | 400 | unknown_parameter x"
      })
  void badTopUpIsRefusedByName(String body, int status, String expected) throws Exception {
    created("{\"name\":\"app\",\"account\":\"demo\"}");

    HttpResponse<String> answer = server.post(TOP_UPS, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(error(answer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, invalid_value limit",
    "limit=1001, invalid_value limit",
    "limit=x, invalid_value limit",
    "limit=1&limit=2, unknown_parameter limit",
    "from=today, invalid_value from",
    "outcome=fine, invalid_value outcome",
    "user=bob, unknown_parameter user"
  })
  void badQueryForUsageIsRefusedByName(String query, String expected) throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/usage?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo(expected);
  }

  @Test
  void unknownKeyIsNotFound() throws Exception {
    HttpResponse<String> shown = server.get(KEYS + "/key_0");
    HttpResponse<String> revoked = server.post(KEYS + "/key_0/revoke", "");

    assertThat(shown.statusCode()).isEqualTo(404);
    assertThat(error(shown)).isEqualTo("key_not_found id");
    assertThat(revoked.statusCode()).isEqualTo(404);
  }

  @Test
  void balancesAddUp() throws Exception {
    assertThat(server.get("/api/v1/credits/verification").body())
        .isEqualTo("{\"object\":\"list\",\"data\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "account", "role", "balance", "spent", "state", "created_at", "key", "rmp"})
  void s17WhatCannotBeChangedIsRefusedAndChangesNothing(String member) throws Exception {
    JsonNode made = created("{\"name\":\"fixed\"}");
    String path = KEYS + "/" + made.path("id").asText();

    HttpResponse<String> answer =
        server.patch(path, "{\"requests_per_minute\":1,\"" + member + "\":\"1\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("unknown_parameter " + member);
    assertThat(Json.read(server.get(path).body()).path("requests_per_minute").asInt())
        .isEqualTo(60);
  }

  @Test
  void rotatedKeysOldSecretWorksForAWhileOrNoLonger() throws Exception {
    JsonNode made = created("{\"name\":\"turning\"}");
    String path = KEYS + "/" + made.path("id").asText() + "/rotate";
    String first = made.path("key").asText();

    String second = Json.read(server.post(path, "{}").body()).path("key").asText();
    assertThat(server.get("/v1/models", first).statusCode()).isEqualTo(200);
    assertThat(server.get("/v1/models", second).statusCode()).isEqualTo(200);
    String third =
        Json.read(server.post(path, "{\"overlap_seconds\":0}").body()).path("key").asText();

    assertThat(server.get("/v1/models", second).statusCode()).isEqualTo(401);
    assertThat(server.get("/v1/models", third).statusCode()).isEqualTo(200);
  }

  @Test
  void s27ChangedRuleCountsFromTheNextCallOn() throws Exception {
    JsonNode made = created("{\"name\":\"ruled\"}");
    String path = KEYS + "/" + made.path("id").asText();
    String secret = made.path("key").asText();
    assertThat(server.get("/v1/models", secret).body()).contains("demo-image");

    server.patch(path, "{\"models\":[\"demo-t*\"]}");

    assertThat(server.get("/v1/models", secret).body())
        .contains("demo-text")
        .doesNotContain("demo-image");
    server.post(path + "/pause", "");
    assertThat(server.get("/v1/models", secret).statusCode()).isEqualTo(401);
    server.post(path + "/resume", "");
    assertThat(server.get("/v1/models", secret).statusCode()).isEqualTo(200);
  }

  /** A trial takes the name of a provider and of a model, and nothing that could be run or read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo/test?base_url=http://169.254.169.254/",
        "demo/test?command=id",
        "demo/test?env=OPENAI_API_KEY",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd/test",
        "http%3a%2f%2f127.0.0.1%3a1%2f/test",
        "file%3a%2f%2f%2fetc%2fpasswd/test",
        "$(id)/test"
      })
  void s19ATrialTakesNoAddressFileOrCommand(String path) throws Exception {
    HttpResponse<String> answer = server.post("/api/v1/providers/" + path.replace("$", "%24"), "");

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("root:").doesNotContain("uid=");
  }

  /** Where a provider is, and on which network, is the operator's own file's to say. */
  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void s62s63NoOperationChangesWhereAProviderIs(String method) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/providers/demo")
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .header("Content-Type", "application/json")
                .method(
                    method, BodyPublishers.ofString("{\"base_url\":\"http://127.0.0.1:9/v1\"}")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(server.get("/api/v1/providers/demo").body()).doesNotContain("127.0.0.1:9");
  }
}
