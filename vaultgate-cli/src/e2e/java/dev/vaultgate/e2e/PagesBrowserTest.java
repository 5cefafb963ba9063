package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page in both themes and on a phone: it is photographed into {@code target/screenshots}, is
 * no wider than the screen, and axe-core finds nothing serious that keeps anybody out.
 */
class PagesBrowserTest {

  private static final String PAGES =
      """
      /
      /docs
      /sign-in
      /console/models
      /console/playground
      /console/keys
      /console/usage
      /console/balance
      /console/alerts
      /console/settings
      /console/admin/users
      /console/admin/credit
      /console/admin/providers
      /console/admin/routes
      /console/admin/models
      /console/admin/audit
      /chat
      """;

  private static Chromium chromium;
  private static RunningGateway gateway;
  private static Visit dark;
  private static Visit light;
  private static Visit phone;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.launch();
    gateway = RunningGateway.start(folder);
    dark = Visit.of(chromium, 1440);
    light = Visit.of(chromium, 1440);
    phone = Visit.of(chromium, 360);
    dark.page().navigate(gateway.address() + gateway.setUp());
    SignIn.asOwner(dark.page());
    for (Visit visit : List.of(light, phone)) {
      visit.page().navigate(gateway.address() + "/sign-in");
      SignIn.as(visit.page(), "ada@example.com");
    }
    dark.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    light.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    phone.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    use(dark.page());
  }

  /** So that there is something to see. */
  private static void use(Page page) {
    page.navigate(gateway.address() + "/console/playground?model=demo-text");
    page.locator("vg-picker").first().waitFor();
    List<String> texts = List.of("Show me a table", "Count to ten", "Hello");
    for (int i = 0; i < texts.size(); i++) {
      page.locator("vg-composer textarea").fill(texts.get(i));
      page.keyboard().press("Enter");
      page.locator("vg-answer").nth(i).waitFor();
      Answers.last(page);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[] {dark, light, phone, gateway, chromium}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  private static void show(Visit visit, String path, String as) {
    Page page = visit.page();
    page.navigate(gateway.address() + path);
    page.locator("h1").first().waitFor();
    page.waitForLoadState();
    page.waitForTimeout(500); // For what moves to come to rest in the picture.
    String name = path.equals("/") ? "landing" : path.substring(1).replace('/', '-');
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots/" + name + "-" + as + ".png")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = PAGES)
  void pageKeepsNobodyOutInTheDark(String path) {
    show(dark, path, "dark");

    Axe.hold(dark.page());
    assertThat(dark.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = PAGES)
  void pageKeepsNobodyOutInTheLight(String path) {
    show(light, path, "light");

    Axe.hold(light.page());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = PAGES)
  void pageFitsAPhone(String path) {
    show(phone, path, "phone");

    assertThat(phone.excess()).isLessThanOrEqualTo(0);
  }
}
