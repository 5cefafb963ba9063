package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
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

  private Visit visit;

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
    visit = Visit.of(chromium, 1280);
  }

  @AfterEach
  void close() {
    if (visit != null) {
      visit.close();
    }
  }

  private Response show() {
    return visit.page().navigate(gateway.address() + "/");
  }

  @Test
  void frontPageSaysWhatThisIs() {
    Response response = show();

    assertThat(response.status()).isEqualTo(200);
    assertThat(visit.page().title()).contains("VaultGate");
    assertThat(visit.page().locator("h1").first().textContent()).isNotBlank();
  }

  @Test
  void frontPageLoadsWithoutAComplaintOfTheBrowser() {
    show();

    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void frontPageAsksNobodyElse() {
    show();

    assertThat(visit.requested())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(gateway.address()));
  }

  @Test
  void addressIsCopiedAsTheBrowserCameByIt() {
    show();

    visit.page().locator(".address button").click();
    visit.page().getByText("Copied").waitFor();

    assertThat(visit.copied()).isEqualTo(gateway.address() + "/v1");
  }

  @Test
  void pathsChangeAndNothingElseMoves() {
    show();
    Page page = visit.page();
    double before = page.locator(".address").boundingBox().width;
    String first = page.locator("#paths .shown").textContent();

    page.waitForCondition(() -> !page.locator("#paths .shown").textContent().equals(first));

    assertThat(page.locator(".address").boundingBox().width).isEqualTo(before);
  }

  @Test
  void phoneHoldsTheWholeWidth() {
    try (Visit phone = Visit.of(chromium, 360)) {
      phone.page().navigate(gateway.address() + "/");

      assertThat(phone.excess()).isZero();
    }
  }
}
