package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.user.User;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was used, as the management API tells it: to administrators all, to users their own. */
class UsageOperationsTest {

  private static final List<String> PATHS =
      List.of("/usage", "/usage/summary", "/usage/series", "/usage/ranking", "/usage/export");

  @TempDir static Path folder;
  private static AdminServer server;
  private static Browser ada;
  private static Account adas;
  private static Account bobs;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    ada = server.browser();
    User user = ada.signIn("ada");
    adas = user.account();
    bobs = server.browser().signIn("bob").account();
    accept(adas, "a1", "gpt-text", Outcome.OK);
    accept(adas, "a2", "gpt-text", Outcome.PARTIAL);
    accept(adas, "a3", "=cmd,text", Outcome.OK);
    accept(bobs, "b1", "gpt-text", Outcome.OK);
    accept(bobs, "%", "bobs_\"secret\"-text", Outcome.OK);
  }

  private static void accept(Account account, String request, String model, Outcome outcome) {
    server.server.gateway().usage().accept(UsageRecords.of(account, request, model, outcome));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String body(String path) throws Exception {
    HttpResponse<String> answer = server.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode json(String path) throws Exception {
    return Json.read(body(path));
  }

  private static List<String> requests(JsonNode list) {
    return list.path("data").findValuesAsText("request_id");
  }

  @Test
  void callsAreListedPageByPage() throws Exception {
    String query = "/usage?from=2026-11-23T00:00:00Z&limit=3";
    JsonNode first = json(query);
    JsonNode second = json(query + "&page=" + first.path("next").asText());

    assertThat(requests(first)).containsExactly("%", "b1", "a3");
    assertThat(requests(second)).containsExactly("a2", "a1");
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "outcome=failed, a2",
    "outcome=partial, a2",
    "status=503, a2",
    "error_code=upstream_timeout, a2",
    "type=text&search=a3, a3",
    "search=b1, b1",
    "from=2026-11-20T00:00:00Z&until=2026-11-23T12:00:00Z, ''",
    "from=2026-11-23T12:00:00Z&outcome=failed, a2",
    "type=image, ''",
    "provider=nobody, ''",
    "key_id=nobody, ''",
    "project_id=nobody, ''",
    "upstream_model=nobody, ''"
  })
  void callsAreNarrowed(String query, String request) throws Exception {
    assertThat(requests(json("/usage?" + query)))
        .isEqualTo(request.isEmpty() ? List.of() : List.of(request));
  }

  @ParameterizedTest
  @CsvSource({"%25, '%'", "_, '%'", "%5C, ''", "secret%22, '%'", "'%27%20OR%201=1', ''"})
  void s51WhatIsSearchedForIsLookedForLetterByLetter(String text, String request) throws Exception {
    assertThat(requests(json("/usage?search=" + text)))
        .isEqualTo(request.isEmpty() ? List.of() : List.of(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usage?limit=1000000000",
        "/usage?limit=0",
        "/usage?page=-x",
        "/usage?search=",
        "/usage?search=a%00b",
        "/usage?sort=cost",
        "/usage?from=today",
        "/usage?outcome=fine",
        "/usage?type=video",
        "/usage/summary?search=x",
        "/usage/series?step=minute",
        "/usage/series?step=hour&from=2020-01-01T00:00:00Z",
        "/usage/series?from=2020-01-01T00:00:00Z&until=2026-01-01T00:00:00Z",
        "/usage/ranking?by=prompt",
        "/usage/ranking?measure=speed",
        "/usage/ranking?limit=1001",
        "/usage/export?format=xml",
      })
  void s51WhatCannotBeAskedIsRefused(String path) throws Exception {
    HttpResponse<String> answer = server.get("/api/v1" + path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_request_error\"");
  }

  @Test
  void s51AVeryLongSearchIsRefused() throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/usage?search=" + "x".repeat(201));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void sumsAreToldWithTheirTime() throws Exception {
    JsonNode sums =
        json("/usage/summary?from=2026-11-23T12:10:00Z&until=2026-11-23T12:20:00Z&model=gpt-text");

    assertThat(sums.path("from").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(sums.path("until").asText()).isEqualTo("2026-11-23T13:00:00Z");
    assertThat(sums.path("totals").path("calls").asInt()).isEqualTo(3);
    assertThat(sums.path("totals").path("failed").asInt()).isEqualTo(1);
    assertThat(sums.path("totals").path("cost").asText()).isEqualTo("0.00006");
    assertThat(sums.path("totals").path("average_millis").asInt()).isEqualTo(1_500);
    assertThat(sums.path("totals").path("average_first_content_millis").isNull()).isTrue();
    assertThat(sums.path("latency").path("p95").asInt()).isBetween(1_500, 2_000);
  }

  @Test
  void aSeriesHasEveryStep() throws Exception {
    JsonNode points =
        json("/usage/series?step=hour&from=2026-11-23T11:00:00Z&until=2026-11-23T14:00:00Z");

    assertThat(points.path("data").findValuesAsText("start"))
        .containsExactly("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z");
    assertThat(points.path("data").findValuesAsText("calls")).containsExactly("0", "5", "0");
    assertThat(json("/usage/series").path("data")).hasSize(31);
  }

  @Test
  void aRankingHasSharesAndTheWhole() throws Exception {
    JsonNode ranking =
        json("/usage/ranking?by=model&measure=calls&limit=1&from=2026-11-23T00:00:00Z");

    assertThat(ranking.path("data").findValuesAsText("value")).containsExactly("gpt-text");
    assertThat(ranking.path("data").findValuesAsText("calls")).containsExactly("3");
    assertThat(ranking.path("all").path("calls").asInt()).isEqualTo(5);
  }

  @Test
  void aRankingOfKeysHasTheirNames() throws Exception {
    var key = server.server.gateway().keys().create(KeySpec.named("my app")).key();
    server.server.gateway().usage().accept(UsageRecords.of(key, "k1", "of-key-text"));

    JsonNode ranking = json("/usage/ranking?by=key_id&model=of-key-text");

    assertThat(ranking.path("data").findValuesAsText("name")).containsExactly("my app");
    assertThat(ranking.path("data").findValuesAsText("value")).containsExactly(key.id());
  }

  @Test
  void s16UsersSeeTheirOwnAndNothingElse() throws Exception {
    for (String path : PATHS) {
      for (String query : List.of("", "?account=" + bobs.name(), "?key_id=key_of_" + bobs.name())) {
        HttpResponse<String> answer = ada.get(path + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(path + query).doesNotContain("bob").doesNotContain("b1");
      }
    }
    assertThat(requests(Json.read(ada.get("/usage").body()))).containsExactly("a3", "a2", "a1");
    assertThat(Json.read(ada.get("/usage/summary").body()).at("/totals/calls").asInt())
        .isEqualTo(3);
    assertThat(Json.read(ada.get("/usage/ranking").body()).at("/all/calls").asInt()).isEqualTo(3);
    assertThat(ada.get("/usage/export").body().lines()).hasSize(4);
  }

  @Test
  void s52ASpreadsheetTakesNoCellForAFormula() throws Exception {
    String csv = body("/usage/export?search=a3");

    assertThat(csv).contains(",\"'=cmd,text\",").doesNotContain(",=cmd");
    assertThat(csv).startsWith(String.join(",", UsageExport.COLUMNS) + "\r\n").endsWith("\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=1+1|'=1+1",
        "+1|'+1",
        "-1|'-1",
        "@SUM(A1)|'@SUM(A1)",
        "a=1|a=1",
        "a,b|\"a,b\"",
        "say \"hi\"|\"say \"\"hi\"\"\"",
      })
  void s52CellsAreText(String text, String cell) {
    assertThat(UsageExport.cell(text)).isEqualTo(cell);
  }

  @Test
  void s52ACellThatBeginsWithATabOrALineEndIsText() {
    assertThat(UsageExport.cell("\t=1")).isEqualTo("'\t=1");
    assertThat(UsageExport.cell("\r=1")).isEqualTo("\"'\r=1\"");
    assertThat(UsageExport.cell("")).isEmpty();
  }

  @Test
  void anExportOfNothingHasItsHeadAlone() throws Exception {
    assertThat(body("/usage/export?model=nothing").lines()).hasSize(1);
    assertThat(body("/usage/export?model=nothing&format=json")).isEmpty();
  }

  @Test
  void anExportHasEveryMemberOfARecord() throws Exception {
    JsonNode record = json("/usage?search=a1").path("data").get(0);
    JsonNode line = Json.read(body("/usage/export?search=a1&format=json"));

    assertThat(line).isEqualTo(record);
    record
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isObject()) {
                member
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(UsageExport.COLUMNS).contains(name));
              } else {
                assertThat(UsageExport.COLUMNS).contains(member.getKey());
              }
            });
  }

  @Test
  void anExportIsAFile() throws Exception {
    HttpResponse<String> csv = server.get("/api/v1/usage/export");
    HttpResponse<String> lines = server.get("/api/v1/usage/export?format=json");

    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"usage.csv\"");
    assertThat(lines.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/x-ndjson");
  }

  @Test
  void anExportIsLongerThanAPage() throws Exception {
    var key = server.server.gateway().keys().create(KeySpec.named("busy")).key();
    for (int i = 0; i < 2_500; i++) {
      server.server.gateway().usage().accept(UsageRecords.of(key, "many" + i, "many-text"));
    }

    assertThat(body("/usage/export?model=many-text").lines()).hasSize(2_501);
  }

  @Test
  void answersAreAsTheDocumentHasThem() throws Exception {
    JsonNode document = json("/openapi.json");
    SchemaCheck check = new SchemaCheck(document);

    assertThat(
            check.problems(json("/usage?search=a").path("data").get(0), check.named("UsageRecord")))
        .isEmpty();
    assertThat(check.problems(json("/usage/summary"), check.named("UsageSummary"))).isEmpty();
    assertThat(check.problems(json("/usage/ranking"), check.named("UsageRanking"))).isEmpty();
    assertThat(
            check.problems(
                json("/usage/series?from=2026-11-22T00:00:00Z&until=2026-11-24T00:00:00Z")
                    .path("data")
                    .get(1),
                check.named("UsagePoint")))
        .isEmpty();
  }
}
