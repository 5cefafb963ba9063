package dev.vaultgate.examples.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.examples.bench.report.Goal.Base;
import dev.vaultgate.examples.bench.report.Goal.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {

  private static final Results RESULTS =
      new Results(
          List.of(
              Trials.plain64("nginx", 1, 10),
              Trials.plain64("portkey", 1, 1_000),
              Trials.plain64("bare-25", 1, 50),
              Trials.plain64("vaultgate-17", 1, 39),
              Trials.plain64("vaultgate-25", 1, 60)));

  @Test
  void ratioIsReachedWithinTheMustOrMissed() {
    Goal toNginx = new Goal(Figure.CPU_64, Base.NGINX, 6, 4);
    Goal strict = new Goal(Figure.CPU_64, Base.NGINX, 5, 4);

    assertThat(toNginx.verdict(RESULTS, "vaultgate-17")).isEqualTo(Verdict.REACHED);
    assertThat(toNginx.verdict(RESULTS, "vaultgate-25")).isEqualTo(Verdict.WITHIN);
    assertThat(strict.verdict(RESULTS, "vaultgate-25")).isEqualTo(Verdict.MISSED);
  }

  @Test
  void eachGoalHasItsOwnBase() {
    assertThat(measured(Base.PORTKEY, "vaultgate-25")).isEqualTo(0.06);
    assertThat(measured(Base.BARE, "vaultgate-25")).isEqualTo(1.2);
    assertThat(measured(Base.ITSELF, "vaultgate-25")).isEqualTo(60);
  }

  @Test
  void whatIsComparedWithIsOfTheSameJdk() {
    Goal toBare = new Goal(Figure.CPU_64, Base.BARE, 1.25, 1.1);

    assertThat(toBare.verdict(RESULTS, "vaultgate-17")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatWasNotMeasuredIsUnknown() {
    Goal perFrame = new Goal(Figure.CPU_FRAME_100, Base.NGINX, 2.7, 1.8);

    assertThat(perFrame.verdict(RESULTS, "vaultgate-25")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void tableSaysOfEachGoalHowItWasMet() {
    assertThat(MarkdownTable.goals(RESULTS, List.of("vaultgate-25")).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("64 connections, to nginx's", "≤ 6.00", "6.00: within the must"))
        .anySatisfy(line -> assertThat(line).contains("of 114 KB", "not measured"));
  }

  private static double measured(Base base, String contender) {
    return new Goal(Figure.CPU_64, base, 1, 1).measured(RESULTS, contender).median();
  }
}
