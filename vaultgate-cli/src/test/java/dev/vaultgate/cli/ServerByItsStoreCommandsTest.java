package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Administration of a store that a running server uses, which is found by itself. */
class ServerByItsStoreCommandsTest extends AdministrationCommandsContract {

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(store());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  List<String> place() {
    return List.of("--db", store().toString());
  }

  @Test
  void doctorSaysWhatIsAtHand() {
    assertThat(run("doctor").out()).contains("[ok] At hand: the server at " + server.url());
  }

  @Test
  void serverKnowsAtOnceWhatWasChanged() {
    String secret = run("keys", "create", "--json", "--name", "a").json().path("key").asText();
    assertThat(server.server().gateway().authenticate(secret).name()).isEqualTo("a");
  }

  @Test
  void usageIsShownOfAllOrOfOneKey() {
    Cli.in(folder)
        .with("VAULTGATE_API_KEY", server.newKey())
        .run("chat", "--url", server.url(), "Hello");
    run("keys", "create", "--name", "idle");

    assertThat(run("usage", "list").out())
        .containsPattern("demo-text +demo:200 +ok +\\d+ +\\d+ +\\$0\\.");
    assertThat(run("usage", "list", "--key", "test", "--json").json().path("data")).hasSize(1);
    assertThat(run("usage", "list", "--key", "idle", "--json").json().path("data")).isEmpty();
    assertThat(run("usage", "list", "--key", "nobody").code())
        .isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(run("usage", "list", "--model", "demo-image", "--user", "operator").out())
        .contains("There is no such call.");
    assertThat(run("usage", "summary", "--since", "1h").out())
        .containsPattern("calls +1\n")
        .containsPattern("not whole +0 \\(0.0%\\)");
    assertThat(run("usage", "summary", "--step", "hour").out())
        .startsWith("START")
        .containsPattern("Z +1 +0 ");
    assertThat(run("usage", "top", "--by", "key").out()).containsPattern("test +1 +0 .*100.0%");
    assertThat(run("usage", "export", "--format", "json").out().lines()).hasSize(1);
  }

  @Test
  void callsAreShownAsTheyEnd() throws Exception {
    CompletableFuture<Cli.Result> tail =
        CompletableFuture.supplyAsync(() -> run("usage", "tail", "--outcome", "ok"));
    Awaitility.await().until(() -> server.server().gateway().feed().listeners() == 1);
    Cli.in(folder)
        .with("VAULTGATE_API_KEY", server.newKey())
        .run("chat", "--url", server.url(), "Hello");

    server.server().gateway().feed().close();

    assertThat(tail.get(20, TimeUnit.SECONDS).out())
        .containsPattern("demo-text  demo:200  ok  \\d+  \\d+  \\$0\\.");
  }

  @Test
  void callsAreReratedByTheServerAndByTheFileAlone() throws IOException {
    JsonNode key = run("keys", "create", "--name", "app", "--user", "team", "--json").json();
    run("credits", "add", "team", "5");
    Cli.Result chat =
        Cli.in(folder)
            .with("VAULTGATE_API_KEY", key.path("key").asText())
            .run("chat", "--url", server.url(), "Hello");
    assertThat(chat.code()).as(chat.err()).isZero();
    Path prices = folder.resolve("prices.yaml");
    Files.writeString(prices, "demo-text: { input: 0, output: 10000 }\n");

    Cli.Result byServer =
        run("credits", "rerate", "--from", "2026-01-01", "--prices", prices.toString());
    server.close();
    Cli.Result byFile =
        run("credits", "rerate", "--from", "2026-01-01", "--prices", prices.toString());

    assertThat(byServer.out())
        .containsPattern("demo-text +1 +\\$0\\.\\d+ +\\$\\S+ +\\$\\d+\\.\\d+ +0\n")
        .containsPattern("in all +1 +");
    assertThat(byFile.out()).isEqualTo(byServer.out());
    assertThat(run("credits", "prices").out())
        .containsPattern("p[0-9a-f]{12} +20\\S+Z .* in, .* out");
    assertThat(run("credits", "rerate", "--from", "2026-01-01").out())
        .as("no provider of that name is configured for the file")
        .containsPattern("demo-text +0 +\\$0 +\\$0 +\\$0 +1\n");
  }

  @Test
  void fileIsUsedAgainWhenTheServerHasStopped() {
    run("keys", "create", "--name", "while-it-ran");

    server.close();

    assertThat(run("keys", "list").out()).contains("while-it-ran");
    assertThat(run("doctor").out()).contains("[ok] At hand: the store " + store());
  }

  @Test
  void noteOfAKilledServerDoesNotHideWhoHoldsTheStoreNow() throws IOException {
    Path other = folder.resolve("other.db");
    Files.writeString(
        folder.resolve("other.db.admin"), "{\"url\":\"http://127.0.0.1:1\",\"secret\":\"old\"}");
    try (Store holder = Store.sqlite(other)) {
      assertThat(holder.isWritable()).isTrue();

      Cli.Result result = Cli.in(folder).run("keys", "list", "--db", other.toString());

      assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
      assertThat(result.err()).contains("is in use by");
    }
  }

  @Test
  void noteOfAKilledServerIsOfNoUseToItsSuccessor() throws IOException {
    Path other = folder.resolve("other.db");
    Files.writeString(
        folder.resolve("other.db.admin"),
        "{\"url\":\"%s\",\"secret\":\"of-another-start\"}".formatted(server.url()));
    try (Store holder = Store.sqlite(other)) {
      assertThat(holder.isWritable()).isTrue();

      Cli.Result result = Cli.in(folder).run("keys", "list", "--db", other.toString());

      assertThat(result.err()).contains("is in use by");
    }
  }
}
