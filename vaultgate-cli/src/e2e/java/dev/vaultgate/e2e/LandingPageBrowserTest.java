package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who opens the gateway's address in a browser. */
class LandingPageBrowserTest {

  private static Chromium chromium;
  private static RunningGateway gateway;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requested = new CopyOnWriteArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.launch();
    gateway = RunningGateway.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() {
    context = chromium.browser().newContext();
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(request -> requested.add(request.url()));
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void frontPageSaysWhatThisIs() {
    Response response = page.navigate(gateway.address() + "/");

    assertThat(response.status()).isEqualTo(200);
    assertThat(page.title()).contains("VaultGate");
    assertThat(page.locator("h1").first().textContent()).isNotBlank();
  }

  @Test
  void frontPageLoadsWithoutAComplaintOfTheBrowser() {
    page.navigate(gateway.address() + "/");

    assertThat(complaints).isEmpty();
  }

  @Test
  void frontPageAsksNobodyElse() {
    page.navigate(gateway.address() + "/");

    assertThat(requested)
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(gateway.address()));
  }
}
