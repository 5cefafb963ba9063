package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Holds a page to what axe-core knows of the rules by which nobody is kept out. */
final class Axe {

  /** The engine alone, out of its jar: it runs in the page as the page's own tools would. */
  private static final String ENGINE = engine();

  private static final String SERIOUS =
      """
      async () => {
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        const { violations } = await axe.run({ runOnly: tags });
        return violations
            .filter(rule => ['serious', 'critical'].includes(rule.impact))
            .map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' '));
      }""";

  private Axe() {}

  /** Nothing serious may be wrong with what is shown now. */
  static void hold(Page page) {
    page.evaluate(ENGINE);
    assertThat((List<?>) page.evaluate(SERIOUS)).isEmpty();
  }

  private static String engine() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
