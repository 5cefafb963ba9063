package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.metrics.ServerMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document of {@code /v1}, which is kept by hand, says what there is. */
class ApiDocumentTest {

  private static final Pattern HEADER =
      Pattern.compile("\"((?:x-vaultgate|x-ratelimit|Idempotency)-[A-Za-z-]+)\"");

  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    try (RawClient client = server.client()) {
      document =
          Json.read(
              client.send("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().body());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyPathIsInItAndNothingElse() {
    Set<String> written = new HashSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            written.add(
                                method.toUpperCase(Locale.ROOT)
                                    + " /v1"
                                    + path.getKey().replaceAll("\\{[a-z]+}", "*"))));

    assertThat(written)
        .isEqualTo(
            Routes.api(
                    server.desk,
                    new Capacity(1),
                    new ServerMetrics(),
                    TestServer.LIMITS,
                    EventStream.Patience.DEFAULT)
                .endpoints());
  }

  @Test
  void everythingThatIsNamedIsThereAndEverythingThatIsThereIsNamed() {
    Set<String> named = new HashSet<>(document.findValuesAsText("$ref"));
    Set<String> there = new HashSet<>();
    for (String kind : Set.of("schemas", "headers", "parameters", "responses")) {
      document
          .path("components")
          .path(kind)
          .fieldNames()
          .forEachRemaining(name -> there.add("#/components/" + kind + "/" + name));
    }

    assertThat(named).isEqualTo(there);
  }

  @Test
  void everyHeaderOfOursIsToldOf() throws Exception {
    Set<String> headers = new TreeSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/vaultgate/server/v1"))) {
      for (Path source : sources.toList()) {
        HEADER
            .matcher(Files.readString(source))
            .results()
            .forEach(header -> headers.add(header.group(1)));
      }
    }
    String page = Files.readString(Path.of("..", "docs", "api.md"));

    assertThat(headers)
        .contains("x-vaultgate-cost", "Idempotency-Key")
        .allSatisfy(header -> assertThat(document.toString()).contains(header))
        .allSatisfy(header -> assertThat(page).as("docs/api.md").contains(header));
  }

  @Test
  void everyOperationHasATagThatIsDescribed() {
    assertThat(new HashSet<>(document.path("tags").findValuesAsText("name")))
        .containsExactlyInAnyOrderElementsOf(
            document.path("paths").findValues("tags").stream()
                .map(tags -> tags.path(0).asText())
                .distinct()
                .toList());
  }
}
