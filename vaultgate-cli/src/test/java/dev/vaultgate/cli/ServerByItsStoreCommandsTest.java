package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    assertThat(run("usage").out())
        .containsPattern("demo-text +demo:200 +ok +\\d+ +\\d+ +\\$0\\.")
        .contains("1 call in all, 0 of them not whole");
    assertThat(run("usage", "--key", "test", "--json").json().path("calls")).hasSize(1);
    assertThat(run("usage", "--key", "idle", "--json").json().path("calls")).isEmpty();
    assertThat(run("usage", "--key", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(run("usage", "--model", "demo-image", "--user", "operator").out())
        .contains("There is no call yet.");
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
