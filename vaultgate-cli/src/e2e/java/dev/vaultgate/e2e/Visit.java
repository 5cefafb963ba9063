package dev.vaultgate.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody's look at a gateway, in a browser without a past: one page, what the browser complained
 * about (errors of scripts, and whatever the content security policy refused), and what it asked
 * for.
 */
final class Visit implements AutoCloseable {

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requested = new CopyOnWriteArrayList<>();

  private Visit(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(request -> requested.add(request.url()));
  }

  /** On a screen of this width. */
  static Visit of(Chromium chromium, int width) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setPermissions(List.of("clipboard-read", "clipboard-write"));
    return new Visit(chromium.browser().newContext(options));
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  List<String> requested() {
    return requested;
  }

  /** What the clipboard holds. */
  String copied() {
    return String.valueOf(page.evaluate("navigator.clipboard.readText()"));
  }

  /** By how many pixels the page is wider than the screen. */
  int excess() {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Override
  public void close() {
    context.close();
  }
}
