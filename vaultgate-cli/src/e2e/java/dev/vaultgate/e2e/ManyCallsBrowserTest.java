package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand calls are scrolled through, from the latest to the first and back, much faster than
 * anybody reads. The page holds few rows at any time, so that the last are shown as smoothly as the
 * first.
 */
class ManyCallsBrowserTest {

  private static final int CALLS = 10_000;

  /** Some forty rows at each frame, at sixty frames over two thousand in a second. */
  private static final int PIXELS_AT_ONCE = 1_700;

  /**
   * Scrolls on at each frame until nothing moves any more and nothing is being read, and tells how
   * the frames were. The page's height grows as older calls come.
   */
  private static final String SCROLL =
      """
      step => new Promise(done => {
        const seen = { frames: 0, slow: 0, worst: 0, rows: 0 };
        const took = [];
        let before = performance.now();
        let still = 0;
        const frame = now => {
          took.push(now - before);
          seen.slow += now - before > 50 ? 1 : 0;
          before = now;
          const from = scrollY;
          scrollBy(0, step);
          seen.rows = Math.max(seen.rows, document.querySelectorAll('tr.call').length);
          const reads = step > 0 && document.querySelector('vg-calls .more') !== null;
          still = scrollY === from && !reads ? still + 1 : 0;
          if (still < 5) {
            requestAnimationFrame(frame);
          } else {
            took.sort((one, other) => one - other);
            const at = share => Math.round(took[Math.floor(share * (took.length - 1))]);
            done({ ...seen, frames: took.length, middle: at(0.5), p99: at(0.99), worst: at(1) });
          }
        };
        requestAnimationFrame(frame);
      })""";

  private static Stage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    try (Store store = Store.sqlite(folder.resolve(RunningGateway.STORE))) {
      Instant latest = Instant.now();
      for (int i = 0; i < CALLS; i++) {
        store.usage().accept(call(i, latest.minusSeconds(3L * (CALLS - i))));
      }
    }
    stage = Stage.open(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private static UsageRecord call(int i, Instant startedAt) {
    boolean isGood = i % 20 != 7;
    return new UsageRecord(
        "call-%05d".formatted(i),
        startedAt,
        "key_" + i % 7,
        1,
        "operator",
        "",
        ModelType.TEXT,
        "model-" + i % 12,
        isGood ? "lab" : "",
        "m",
        isGood ? "lab:200" : "lab:503,spare:503",
        i % 2 == 0,
        isGood ? Outcome.OK : Outcome.UPSTREAM_ERROR,
        isGood ? 200 : 503,
        isGood ? "" : "upstream_timeout",
        Usage.of(100 + i % 900, i % 300),
        ImagesMade.NONE,
        UsageSource.REPORTED,
        Money.nanos(20_000L + i),
        "input=1000000 output=2000000",
        300 + i % 2_000,
        isGood ? 120L : null,
        400,
        900);
  }

  @Test
  void tenThousandCallsScrollSmoothly() {
    try (Visit visit = stage.owners(1440)) {
      Page page = visit.page();
      page.navigate(stage.address() + "/console/usage");
      page.locator("tr.call").first().waitFor();

      Map<?, ?> down = (Map<?, ?>) page.evaluate(SCROLL, PIXELS_AT_ONCE);
      String rows = page.locator("table.calls").getAttribute("aria-rowcount");
      String last = page.locator("tr.call").last().getAttribute("aria-rowindex");
      Map<?, ?> up = (Map<?, ?>) page.evaluate(SCROLL, -PIXELS_AT_ONCE);

      System.out.printf("10,000 calls, scrolled down and read: %s%n", down);
      System.out.printf("10,000 calls, scrolled up: %s%n", up);
      assertThat(rows).isEqualTo(String.valueOf(CALLS + 1));
      assertThat(last).isEqualTo(String.valueOf(CALLS + 1));
      for (Map<?, ?> way : new Map<?, ?>[] {down, up}) {
        assertThat((int) way.get("rows")).isBetween(20, 120);
        assertThat((int) way.get("middle")).isLessThan(50);
      }
      assertThat(page.locator("tr.call").first().getAttribute("aria-rowindex")).isEqualTo("2");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void fewerCallsAreShownToWhoWasFarDown() {
    try (Visit visit = stage.owners(1440)) {
      Page page = visit.page();
      page.navigate(stage.address() + "/console/usage");
      for (int rows = 250; rows <= 1_000; rows += 250) {
        page.locator("table.calls[aria-rowcount='" + (rows + 1) + "']").waitFor();
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      }

      page.evaluate("document.querySelector('vg-usage-page').filter('search', 'call-09999')");

      PlaywrightAssertions.assertThat(page.locator("tr.call")).hasCount(1);
    }
  }
}
