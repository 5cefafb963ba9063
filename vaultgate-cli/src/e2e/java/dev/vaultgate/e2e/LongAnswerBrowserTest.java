package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long answer while it comes: what of it is shown stays, and the page keeps up. How long frames
 * took is printed, not judged: it is the machine's as much as the page's.
 */
class LongAnswerBrowserTest {

  /** Notes each frame that took long, and which block stood first once there was a second. */
  private static final String WATCH =
      """
      () => {
        const seen = { frames: 0, slow: 0, worst: 0, first: null, running: true };
        window.seen = seen;
        let before = performance.now();
        const frame = now => {
          seen.frames++;
          seen.worst = Math.max(seen.worst, now - before);
          seen.slow += now - before > 50 ? 1 : 0;
          before = now;
          const text = document.querySelector('.turn:last-child vg-answer vg-markdown');
          if (!seen.first && text?.childNodes.length > 1) {
            seen.first = text.firstChild;
          }
          if (seen.running) {
            requestAnimationFrame(frame);
          }
        };
        requestAnimationFrame(frame);
      }""";

  private static final String SEEN =
      """
      () => {
        const { frames, slow, worst, first } = window.seen;
        window.seen.running = false;
        const text = document.querySelector('.turn:last-child vg-answer vg-markdown');
        return {
          frames, slow, worst: Math.round(worst),
          words: text.textContent.trim().split(/\\s+/).length,
          blocks: text.childNodes.length,
          kept: first !== null && text.firstChild === first,
        };
      }""";

  private static Stage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = Stage.open(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void whatIsShownOfAnAnswerIsNotMadeAnew() throws Exception {
    try (Visit visit = stage.owners(1440)) {
      Page page = visit.page();
      page.navigate(stage.address() + "/console/playground?model=demo-text");
      page.locator("vg-picker").first().waitFor();
      page.evaluate(WATCH);

      page.locator("vg-composer textarea").fill("2000 words");
      page.keyboard().press("Enter");
      Answers.last(page);

      Map<?, ?> seen = (Map<?, ?>) page.evaluate(SEEN);
      System.out.printf("an answer of 2,000 words, streamed: %s%n", seen);
      assertThat((int) seen.get("words")).isGreaterThanOrEqualTo(2_000);
      assertThat((int) seen.get("blocks")).isGreaterThan(1);
      assertThat(seen.get("kept")).isEqualTo(true);
      assertThat(visit.complaints()).isEmpty();
    }
  }
}
