package dev.vaultgate.examples.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vaultgate.examples.bench.rig.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

  @Test
  void ratioIsMadeWithinARoundBeforeTheMedianIsTaken() {
    Results results =
        new Results(
            List.of(
                Trials.plain64("nginx", 1, 10), Trials.plain64("vaultgate-17", 1, 60),
                Trials.plain64("nginx", 2, 20), Trials.plain64("vaultgate-17", 2, 100),
                Trials.plain64("nginx", 3, 40), Trials.plain64("vaultgate-17", 3, 280)));

    assertThat(results.value(Figure.CPU_64, "vaultgate-17").median()).isEqualTo(100);
    assertThat(results.ratio(Figure.CPU_64, "vaultgate-17").median()).isEqualTo(6);
    assertThat(results.ratio(Figure.CPU_64, "vaultgate-17").max()).isEqualTo(7);
  }

  @Test
  void figureThatWasNotMeasuredIsAbsent() {
    Results results = new Results(List.of(Trials.plain64("nginx", 1, 10)));

    assertThat(results.value(Figure.CPU_1, "nginx").exists()).isFalse();
    assertThat(results.value(Figure.START, "nginx").exists()).isFalse();
  }

  @Test
  void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    Results results =
        new Results(List.of(Trials.plain64("nginx", 1, 10), Trials.plain64("nginx", 2, 11)));

    assertThat(results.value(Figure.CPU_64, "nginx").median()).isCloseTo(10.5, within(1e-9));
  }

  @Test
  void tableHasALinePerMeasuredFigureAndAColumnPerContender() {
    Results results =
        new Results(List.of(Trials.plain64("nginx", 1, 10), Trials.plain64("other", 1, 25)));

    assertThat(MarkdownTable.of(results).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("CPU µs per request, 64 connections", "| 10.0", "| 25.0 = 2.50×"))
        .noneSatisfy(line -> assertThat(line).contains("256 connections"));
  }

  @Test
  void changeIsNamedOnlyWhereAllRoundsAgree() {
    Results results =
        new Results(
            List.of(
                Trials.plain64("vaultgate-25@last", 1, 100), Trials.plain64("vaultgate-25", 1, 90),
                Trials.plain64("vaultgate-25@last", 2, 200), Trials.plain64("vaultgate-25", 2, 170),
                Trials.plain64("doubtful", 1, 90), Trials.plain64("doubtful", 2, 210)));

    assertThat(MarkdownTable.change(results, "vaultgate-25@last", "vaultgate-25"))
        .containsPattern("0\\.88 +\\| less");
    assertThat(MarkdownTable.change(results, "vaultgate-25@last", "doubtful"))
        .doesNotContain("less", "more");
  }

  @Test
  void jsonReportCanBeReadBack() throws Exception {
    Results results = new Results(List.of(Trials.plain64("nginx", 1, 10)));

    String json = JsonReport.of(results, Map.of("processor", "a \"quoted\" one"));

    JsonNode report = new ObjectMapper().readTree(json);
    assertThat(report.at("/circumstances/processor").asText()).isEqualTo("a \"quoted\" one");
    assertThat(report.at("/figures/nginx/cpu_64/median").asDouble()).isEqualTo(10);
    assertThat(report.at("/trials/0/phases/c64/completed").asInt()).isEqualTo(1_000);
  }

  @Test
  void trialThatIsAbsentHasNoFigures() {
    for (Figure figure : Figure.values()) {
      assertThat(figure.of(Trial.absent(1), Trial.absent(1))).as(figure.key()).isNaN();
    }
  }
}
