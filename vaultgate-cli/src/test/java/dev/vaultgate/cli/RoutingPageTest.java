package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.route.FallbackCause;
import dev.vaultgate.router.route.Standing;
import dev.vaultgate.router.route.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about routing says what there is, and its scenario can be played. */
class RoutingPageTest {

  @TempDir Path folder;

  private static String page() throws Exception {
    return Files.readString(Path.of("..", "docs", "routing.md"));
  }

  @Test
  void everyStrategyCauseAndStateIsTold() throws Exception {
    String page = page();

    assertThat(Strategy.values()).allMatch(strategy -> page.contains("`" + strategy.key() + "`"));
    assertThat(Standing.State.values())
        .allMatch(
            state -> state == Standing.State.READY || page.contains("`" + state.word() + "`"));
    assertThat(FallbackCause.values()).hasSize(3);
  }

  @Test
  void itsScenarioCanBePlayed() throws Exception {
    String page = page();
    int start = page.indexOf("# vaultgate simulate outage.yaml");
    Path file = folder.resolve("outage.yaml");
    Files.writeString(file, page.substring(start, page.indexOf("```", start)));

    Cli.Result result = Cli.in(folder).run("simulate", file.toString(), "--summary");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }
}
