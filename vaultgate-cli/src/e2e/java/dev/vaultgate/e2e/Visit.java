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

  /** How Chromium begins to tell of an answer that is an error, which is no fault of a page. */
  private static final String NOT_FOUND = "Failed to load resource: the server responded with";

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
    return new Visit(chromium.browser().newContext(onAScreen(width)));
  }

  /**
   * In a browser with a past.
   *
   * @param login what {@link #login} gave
   */
  static Visit of(Chromium chromium, int width, String login) {
    return new Visit(chromium.browser().newContext(onAScreen(width).setStorageState(login)));
  }

  private static Browser.NewContextOptions onAScreen(int width) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, 900)
        .setPermissions(List.of("clipboard-read", "clipboard-write"));
  }

  /** What this browser is known by, so that another one goes on from here. */
  String login() {
    return context.storageState();
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  /** Of the complaints, what a script did wrong or a content security policy refused. */
  List<String> refusedByPolicy() {
    return complaints.stream().filter(complaint -> !complaint.startsWith(NOT_FOUND)).toList();
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
