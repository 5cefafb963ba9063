package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of the documentation does. */
class DocumentationBrowserTest {

  private static Stage stage;

  private Visit visit;
  private Page page;

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
    visit = stage.strangers(1440);
    page = visit.page();
  }

  @AfterEach
  void close() {
    if (visit != null) {
      visit.close();
    }
  }

  private void show(String path) {
    page.navigate(stage.address() + path);
    page.locator("h1").first().waitFor();
  }

  private Locator tab(String name) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).first();
  }

  @Test
  void slashOpensASearchThatFindsTheSection() {
    show("/docs");

    page.keyboard().press("/");
    page.keyboard().type("restore backup");
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Backup and restore");
    page.keyboard().press("Enter");

    assertThat(page).hasURL(Pattern.compile(".*/docs/operations#backup-and-restore$"));
    assertThat(page.locator("#backup-and-restore")).isInViewport();
  }

  @Test
  void searchFindsAnOperationOfTheApi() {
    show("/docs/faq");

    page.keyboard().press("Control+k");
    page.keyboard().type("chat completions");

    assertThat(page.getByRole(AriaRole.LISTBOX)).containsText("POST /v1/chat/completions");
  }

  @Test
  void languageThatIsChosenOnceIsChosenEverywhereAndStays() {
    show("/docs/integrate");

    tab("JavaScript").click();

    assertThat(page.locator("vg-code-tabs").first()).containsText("import OpenAI from");
    assertThat(page.locator("vg-code-tabs").nth(1)).containsText("for await");
    page.reload();
    assertThat(tab("JavaScript")).hasAttribute("aria-selected", "true");
  }

  @Test
  void tabsAreMovedAmongByArrows() {
    show("/docs/integrate");

    tab("Python").click();
    page.keyboard().press("ArrowRight");

    assertThat(tab("JavaScript")).isFocused();
    assertThat(tab("JavaScript")).hasAttribute("aria-selected", "true");
  }

  @Test
  void codeNamesTheAddressThatTheReaderCameBy() {
    show("/docs/get-started");

    tab("curl").click();

    assertThat(page.locator("vg-code-tabs").first()).containsText(stage.address() + "/v1/chat");
  }

  @Test
  void linksLeadToPagesWithoutLoadingAnewAndBackWhereOneWas() {
    show("/docs/configuration");
    page.evaluate("scrollTo(0, 1200)");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Security").setExact(true))
        .first()
        .click();
    assertThat(page.locator("h1")).hasText("Security");
    page.goBack();

    assertThat(page.locator("h1")).hasText("Configuration");
    page.waitForCondition(() -> ((Number) page.evaluate("scrollY")).intValue() > 1000);
  }

  @Test
  void headingHasAnAddressThatIsCopied() {
    show("/docs/api");

    page.locator("#errors").hover();
    page.locator("#errors .anchor").click();
    page.getByText("Link copied").waitFor();

    assertThat(visit.copied()).isEqualTo(stage.address() + "/docs/api#errors");
  }

  @Test
  void referenceTellsWhatAnOperationTakesAndGives() {
    show("/docs/reference/v1/chat");

    assertThat(page.locator("#createChatCompletion")).isVisible();
    assertThat(page.locator(".members").getByText("max_completion_tokens")).isVisible();
    assertThat(page.locator(".operation-code")).containsText("/v1/chat/completions");
  }

  @Test
  void s81ReferenceShowsNobodyWhatAdministratorsDo() {
    show("/docs/reference");

    assertThat(page.locator(".operations")).not().hasCount(0);
    assertThat(page.locator(".reference")).not().containsText("/api/v1/reload");
  }

  @Test
  void everyPageIsShownWithoutAComplaintFromHereAloneAndWithinAPhone() {
    show("/docs");
    Object found =
        page.evaluate("[...document.querySelectorAll('.contents a')].map((a) => a.pathname)");
    List<String> paths = ((List<?>) found).stream().map(String::valueOf).toList();
    try (Visit phone = stage.strangers(360)) {
      for (String path : paths) {
        phone.page().navigate(stage.address() + path);
        phone.page().locator(".doc > h1").waitFor();
        assertThat(phone.excess()).as("pixels too wide: %s", path).isZero();
      }
      assertThat(phone.complaints()).isEmpty();
      assertThat(phone.requested()).allSatisfy(url -> assertThat(url).startsWith(stage.address()));
    }
    assertThat(paths).hasSizeGreaterThan(15);
    assertThat(visit.complaints()).isEmpty();
  }
}
