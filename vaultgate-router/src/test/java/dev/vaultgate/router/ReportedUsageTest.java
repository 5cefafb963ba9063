package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportedUsageTest {

  private static final int WINDOW = 1000;
  private static final Deployment DEPLOYMENT =
      new Deployment(
          "one",
          "m",
          new ModelTraits(Set.of(), Set.of(), WINDOW, null, Set.of(), Set.of(), null),
          null,
          null,
          null);

  private final ReportedUsage reportedUsage = new ReportedUsage();

  @ParameterizedTest
  @CsvSource({
    "0, 0, 5, false",
    "0, 0, 0, true",
    "-1, 5, 5, false",
    "5, -1, 5, false",
    "1000, 5, 5, true",
    "1001, 5, 5, false"
  })
  void f39UsageIsBelievedWhereItCanBe(long prompt, long completion, long chars, boolean believed) {
    Usage usage = Usage.of(prompt, completion);

    assertThat(reportedUsage.believed(usage, chars, 1, DEPLOYMENT))
        .isEqualTo(believed ? usage : null);
  }

  @Test
  void f39EveryTextThatBecomesAVectorHasTheWindowForItself() {
    Usage usage = Usage.of(3 * WINDOW, 0);

    assertThat(reportedUsage.believed(usage, 0, 3, DEPLOYMENT)).isEqualTo(usage);
    assertThat(reportedUsage.believed(usage, 0, 2, DEPLOYMENT)).isNull();
  }

  @Test
  void f39DeploymentThatGoesOnSoIsNamedAfterThree() {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger(ReportedUsage.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setLevel(Level.WARNING);
    logger.setUseParentHandlers(false);
    try {
      for (int i = 0; i < 4; i++) {
        reportedUsage.believed(Usage.of(0, 0), 5, 1, DEPLOYMENT);
      }
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }

    assertThat(lines)
        .filteredOn(
            line -> line.startsWith("usage_rejected deployment one/m prompt 0 completion 0"))
        .hasSize(4);
    assertThat(lines).filteredOn(line -> line.contains("charged by estimate")).hasSize(1);
    assertThat(lines.get(3)).contains("one/m has reported usage that cannot be 3 times");
  }
}
