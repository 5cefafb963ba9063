package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of calls, of a store that no server uses. */
class UsageExportCommandTest {

  @TempDir Path folder;
  private String store = "";

  @BeforeEach
  void makeStore() {
    store = folder.resolve("test.db").toString();
    Store.sqlite(Path.of(store)).close();
  }

  private Cli.Result run(String... arguments) {
    return Cli.in(folder).run(arguments);
  }

  @Test
  void fileIsWritten() throws Exception {
    Path file = folder.resolve("usage.csv");

    Cli.Result result = run("usage", "export", "--db", store, "--out", file.toString(), "--json");

    assertThat(result.code()).isZero();
    assertThat(result.json().path("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(Files.readString(file)).startsWith("request_id,started_at,").endsWith("\r\n");
  }

  @Test
  void fileThatIsThereIsNotOverwritten() throws Exception {
    Path file = Files.writeString(folder.resolve("usage.csv"), "mine");

    Cli.Result result = run("usage", "export", "--db", store, "--out", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void nothingIsLeftOfAFileThatCannotBeMade() {
    Path file = folder.resolve("usage.xml");

    Cli.Result result =
        run("usage", "export", "--db", store, "--format", "xml", "--out", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("format: xml (expected: csv or json)");
    assertThat(file).doesNotExist();
  }

  @Test
  void callsCannotBeWatchedWhereNoneAreMade() {
    Cli.Result result = run("usage", "tail", "--db", store);

    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("no server runs on");
  }
}
