package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;

/** Waits for what a model says on a page of the console. */
final class Answers {

  private static final int LONGEST_MILLIS = 60_000;

  private Answers() {}

  /** The latest answer, once it is whole; fails with what the page says when it went wrong. */
  static Locator last(Page page) {
    Locator answer = page.locator("vg-answer").last();
    assertThat(answer.locator(".answer"))
        .hasAttribute(
            "aria-busy",
            "false",
            new LocatorAssertions.HasAttributeOptions().setTimeout(LONGEST_MILLIS));
    assertThat(answer.locator("[role=alert]")).hasText(new String[0]);
    assertThat(answer.locator(".answer-facts")).isVisible();
    return answer;
  }
}
