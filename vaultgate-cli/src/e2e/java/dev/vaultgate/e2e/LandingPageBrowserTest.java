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

  private static Stage stage;

  private Visit visit;

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

  @BeforeEach
  void open() {
    visit = stage.strangers(1280);
  }

  @AfterEach
  void close() {
    if (visit != null) {
      visit.close();
    }
  }

  private Response show() {
    return visit.page().navigate(stage.address() + "/");
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
        .allSatisfy(url -> assertThat(url).startsWith(stage.address()));
  }

  @Test
  void addressIsCopiedAsTheBrowserCameByIt() {
    show();

    visit.page().locator(".address button").click();
    visit.page().getByText("Copied").waitFor();

    assertThat(visit.copied()).isEqualTo(stage.address() + "/v1");
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
    try (Visit phone = stage.strangers(360)) {
      phone.page().navigate(stage.address() + "/");

      assertThat(phone.excess()).isZero();
    }
  }
}
