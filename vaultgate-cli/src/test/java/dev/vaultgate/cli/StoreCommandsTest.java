package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of the store's file, whether a server uses it or not. */
class StoreCommandsTest {

  @TempDir Path folder;

  private Cli.Result run(String line) {
    return Cli.in(folder).run(line.split(" +"));
  }

  @Test
  void storeOfARunningServerIsBackedUpAndRestoredWhenItHasStopped() {
    Path store = folder.resolve("test.db");
    Path backup = folder.resolve("copies").resolve("one.db");
    try (RunningServer server = RunningServer.start(store)) {
      run("keys create --name early --user team --db " + store);
      run("credits add team 5 --reference first --db " + store);

      Cli.Result made = run("store backup " + backup + " --db " + store);
      run("keys create --name late --db " + store);

      assertThat(made.code()).as(made.err()).isZero();
      assertThat(made.out()).contains("1 key,").contains("$5 given").contains("is sound");
      Cli.Result refused = run("store restore " + backup + " --db " + store);
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains("in use by");
      assertThat(server.server().gateway().keys().list()).hasSize(2);
    }

    Cli.Result restored = run("store restore " + backup + " --db " + store);

    assertThat(restored.out()).contains("is restored. What was there is");
    assertThat(run("keys list --db " + store).out()).contains("early").doesNotContain("late");
    assertThat(run("store check --json --db " + store).json().path("sound").asBoolean()).isTrue();
  }

  @Test
  void configuredStoreIsMeantWhereNoneIsNamed() {
    run("keys create --name app");

    assertThat(run("store check").out()).contains("vaultgate.db holds").contains("is sound.");
    assertThat(run("store check --db nothing.db").code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }
}
