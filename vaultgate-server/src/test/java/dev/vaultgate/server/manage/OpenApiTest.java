package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document says what there is, and what there is keeps to it. */
class OpenApiTest {

  private static final String SCHEMAS = "#/components/schemas/";

  @TempDir static Path folder;
  private static AdminServer server;
  private static ObjectNode document;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    document = (ObjectNode) Json.read(server.get("/api/v1/openapi.json").body());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Operation> operations() {
    return server.server.management().operations();
  }

  @Test
  void everyOperationIsInItAndNothingElse() {
    Set<String> written = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> written.add(method + " " + path.getKey())));

    Set<String> there = new TreeSet<>();
    for (Operation operation : operations()) {
      String path = operation.path().openApi();
      there.add(operation.method().toLowerCase(Locale.ROOT) + " " + (path.isEmpty() ? "/" : path));
    }

    assertThat(written).isEqualTo(there);
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(operations()).extracting(Operation::id).doesNotHaveDuplicates().doesNotContain("");
    assertThat(operations()).extracting(Operation::summary).allMatch(words -> words.endsWith("."));
  }

  @Test
  void everySchemaThatIsNamedIsThereAndEveryOneThatIsThereIsNamed() {
    Set<String> named = new HashSet<>();
    document
        .findValuesAsText("$ref")
        .forEach(reference -> named.add(reference.substring(SCHEMAS.length())));
    Set<String> there = new HashSet<>();
    for (Topic topic : server.server.management().topics()) {
      OpenApi.schemas(topic.name()).fieldNames().forEachRemaining(there::add);
    }

    assertThat(named).isEqualTo(there).isEqualTo(schemas(document));
  }

  private static Set<String> schemas(JsonNode document) {
    Set<String> names = new HashSet<>();
    document.path("components").path("schemas").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void s81NobodyAndUsersAreToldOfNothingThatAdministratorsDo() throws Exception {
    HttpResponse<String> answer = server.send(server.request("/api/v1/openapi.json"));
    JsonNode open = Json.read(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(open.findValuesAsText("x-access"))
        .hasSize((int) operations().stream().filter(one -> one.access() != Access.ADMIN).count())
        .containsOnly("public", "user");
    assertThat(open.path("paths").has("/reload")).isFalse();
    assertThat(schemas(open))
        .contains("Error")
        .allSatisfy(name -> assertThat(open.toString()).contains("\"" + SCHEMAS + name + "\""));
  }

  @Test
  void s81WrongKeyIsToldNothingAtAll() throws Exception {
    assertThat(server.get("/api/v1/openapi.json", "no-such-key-at-all").statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoMayCallIsWritten() {
    for (Operation operation : operations()) {
      String path = operation.path().openApi();
      JsonNode written =
          document
              .path("paths")
              .path(path.isEmpty() ? "/" : path)
              .path(operation.method().toLowerCase(Locale.ROOT));

      assertThat(written.path("x-access").asText())
          .isEqualTo(operation.access().name().toLowerCase(Locale.ROOT));
      assertThat(written.path("security").isEmpty()).isEqualTo(operation.access() == Access.PUBLIC);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/keys",
        "/projects",
        "/credits",
        "/usage",
        "/usage/summary",
        "/usage/series",
        "/usage/ranking",
        "/models",
        "/providers",
        "/credits/verification"
      })
  void answersAreAsTheDocumentHasThem(String path) throws Exception {
    server.post("/api/v1/keys", "{\"name\":\"app\",\"account\":\"team\",\"tags\":{\"a\":\"b\"}}");
    server.post("/api/v1/projects", "{\"name\":\"search\",\"budget\":\"5\"}");

    JsonNode answer = Json.read(server.get("/api/v1" + path).body());

    JsonNode schema =
        document
            .path("paths")
            .path(path)
            .path("get")
            .path("responses")
            .path("2XX")
            .path("content")
            .path("application/json")
            .path("schema");
    assertThat(new SchemaCheck(document).problems(answer, schema)).isEmpty();
  }

  @Test
  void madeAndRefusedThingsAreAsTheDocumentHasThem() throws Exception {
    JsonNode made = Json.read(server.post("/api/v1/keys", "{\"name\":\"new\"}").body());
    JsonNode refused = Json.read(server.post("/api/v1/keys", "{}").body());
    String key = made.path("id").asText();
    JsonNode spending = Json.read(server.get("/api/v1/keys/" + key + "/spending").body());
    SchemaCheck check = new SchemaCheck(document);

    assertThat(check.problems(spending, check.named("Spending"))).isEmpty();
    assertThat(check.problems(made, check.named("NewKey"))).isEmpty();
    assertThat(check.problems(refused, check.named("Error"))).isEmpty();
    assertThat(check.problems(refused, check.named("NewKey"))).isNotEmpty();
  }
}
