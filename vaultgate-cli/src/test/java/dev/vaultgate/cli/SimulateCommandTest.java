package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final Path OUTAGE = Path.of("..", "examples", "scenarios", "outage.yaml");

  @TempDir Path folder;

  private Cli.Result run(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "simulate";
    all[1] = OUTAGE.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Cli.in(folder).run(all);
  }

  @Test
  @Timeout(10)
  void anOutageOfAnHourIsPlayedAtOnceAndTheSameEachTime() {
    Cli.Result once = run();

    assertThat(once.code()).isZero();
    assertThat(once.out())
        .contains("00:20:", "openai:unreachable(5ms),azure:200(", "skipped openai/gpt-4o:open")
        .contains("% answered", "first content: p50", "attempts", "cost");
    assertThat(run().out()).isEqualTo(once.out());
    assertThat(run("--seed", "43").out()).isNotEqualTo(once.out());
  }

  @Test
  void summaryIsShortAndTheSameFiguresComeInJson() {
    assertThat(run("--summary").out().lines().count()).isLessThan(12);
    var json = run("--summary", "--json").json();

    assertThat(json.path("requests").asLong()).isGreaterThan(30_000);
    assertThat(json.path("success_percent").asDouble()).isGreaterThan(99);
    assertThat(json.path("deployments")).hasSize(2);
    assertThat(json.has("decisions")).isFalse();
  }

  @Test
  void whatIsWrongWithAScenarioIsToldWithItsLine() throws Exception {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file,
        """
        duration: 1h
        deployments:
          one/m: { latency: [ 2s, 1s ], fault: sulk }
          two: { fail_percent: 200 }
        """);

    Cli.Result result = Cli.in(folder).run("simulate", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err())
        .contains("wrong.yaml:3: deployments.one/m.latency")
        .contains("wrong.yaml:3: deployments.one/m.fault: sulk (expected: one of")
        .contains("wrong.yaml:4: deployments.two");
  }

  @Test
  void fallbackIsAskedWhenNobodyElseAnswers() throws Exception {
    Path file = folder.resolve("fallback.yaml");
    Files.writeString(
        file,
        """
        duration: 10m
        requests_per_second: 2
        route: { fallbacks: { unavailable: spare/m } }
        deployments:
          spare/m: { latency: [ 1s, 2s ] }
          one/m: { fail_percent: 100, fault: exhausted }
        """);

    var json = Cli.in(folder).run("simulate", file.toString(), "--summary", "--json").json();
    assertThat(json.path("success_percent").asText()).isEqualTo("100.000");
    assertThat(json.at("/deployments/1/failed").asInt()).isLessThan(3);
    assertThat(Cli.in(folder).run("simulate", file.toString()).out())
        .contains("spare:200(", "skipped one/m:exhausted");
  }

  @Test
  void fileThatIsNotThereIsNotFound() {
    Cli.Result result = Cli.in(folder).run("simulate", "nothing.yaml");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }
}
