package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
  void s85AKeyThatIsChangedInTheFileIsFound() throws SQLException {
    run("keys", "create", "--name", "honest");
    run("keys", "create", "--name", "tampered");
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = file.createStatement()) {
      statement.execute("UPDATE api_key SET requests_per_minute = 0 WHERE name = 'tampered'");
    }

    Cli.Result result = run("keys", "audit");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
    assertThat(result.out()).contains("tampered").doesNotContain("honest");
  }

  @Test
  void doctorSaysWhatIsAtHand() {
    run("keys", "create", "--name", "my-app");

    assertThat(run("doctor").out()).contains("[ok] At hand: the store " + store());
  }
}
