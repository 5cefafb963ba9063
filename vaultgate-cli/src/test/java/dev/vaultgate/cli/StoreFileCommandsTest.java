package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Administration of a store that nobody else uses. */
class StoreFileCommandsTest extends AdministrationCommandsContract {

  @Override
  List<String> place() {
    return List.of("--db", store().toString());
  }

  @Test
  void storeIsMadeByItsFirstKeyAndByNothingElse() {
    Cli.Result early = run("keys", "list");

    assertThat(early.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(early.err()).contains("--db: " + store());
    assertThat(store()).doesNotExist();
    assertThat(run("keys", "create", "--name", "first").code()).isZero();
    assertThat(store()).exists();
  }

  @Test
  void storeIsTheConfiguredOneWhereNoneIsNamed() {
    Cli cli = Cli.in(folder);

    assertThat(cli.run("keys", "create", "--name", "my-app").code()).isZero();

    assertThat(folder.resolve("vaultgate.db")).exists();
    assertThat(cli.run("keys", "list").out()).contains("my-app");
  }

  @Test
  void doctorSaysWhatIsAtHand() {
    run("keys", "create", "--name", "my-app");

    assertThat(run("doctor").out()).contains("[ok] At hand: the store " + store());
  }
}
