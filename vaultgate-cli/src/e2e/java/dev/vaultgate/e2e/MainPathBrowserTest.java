package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a gateway's first people: its owner sets it up and makes a code, somebody registers,
 * redeems it, makes a key, asks a model, sees what that was and cost, chats, paints, shares and
 * takes back. Each step stands on the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainPathBrowserTest {

  private static final String PASSWORD = "correct horse battery";

  private static Chromium chromium;
  private static RunningGateway gateway;
  private static Visit owners;
  private static Visit persons;
  private static String code = "";
  private static String share = "";

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.launch();
    gateway = RunningGateway.start(folder);
    owners = Visit.of(chromium, 1440);
    persons = Visit.of(chromium, 1440);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[] {owners, persons, gateway, chromium}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  private static void show(Page page, String path) {
    page.navigate(gateway.address() + path);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  private static void enter(Page page, String name, String email) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("E-mail").fill(email);
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/console/models");
  }

  private static void say(Page page, String text) {
    page.locator("vg-composer textarea").fill(text);
    page.keyboard().press("Enter");
  }

  @Test
  @Order(1)
  void ownerSetsTheGatewayUpByItsLink() {
    Page page = owners.page();

    show(page, gateway.setUp());
    enter(page, "Olive Owner", "olive@example.com");

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Models")))
        .isVisible();
    assertThat(page.locator("vg-models-page tbody tr").first()).isVisible();
  }

  @Test
  @Order(2)
  void ownerMakesACode() {
    Page page = owners.page();

    show(page, "/console/admin/credit");
    button(page, "New codes").click();
    page.getByLabel("Dollars").fill("3");
    button(page, "Make them").click();
    Locator made = page.locator("vg-admin-codes pre");
    made.waitFor();
    code = made.textContent().strip();

    assertThat(code).matches("VG(-[A-Z0-9]{4})+");
  }

  @Test
  @Order(3)
  void somebodyRegisters() {
    Page page = persons.page();

    show(page, "/register");
    enter(page, "Ada", "ada@example.com");

    assertThat(page.getByLabel("Administration")).hasCount(0);
  }

  @Test
  @Order(4)
  void codeBecomesCredit() {
    Page page = persons.page();
    show(page, "/console/balance");
    Locator amount = page.locator(".balance-sheet .amount");
    amount.waitFor();
    String before = amount.textContent();

    page.getByLabel("Code").fill(code);
    button(page, "Redeem").click();

    assertThat(amount).not().hasText(before);
    assertThat(page.getByLabel("Entries")).containsText("topup");
  }

  @Test
  @Order(5)
  void keyIsMadeAndItsSecretShownOnce() {
    Page page = persons.page();

    show(page, "/console/keys");
    button(page, "New key").click();
    page.getByLabel("Name").fill("my app");
    button(page, "Make the key").click();

    assertThat(page.locator("#secret")).hasText(Pattern.compile("vg_\\w{36}"));
    page.reload();
    assertThat(page.locator("vg-keys-page section")).containsText("my app");
    assertThat(page.locator("#secret")).hasCount(0);
  }

  @Test
  @Order(6)
  void playgroundStreamsAnAnswerWithItsTimesTokensAndCost() {
    Page page = persons.page();

    show(page, "/console/playground?model=demo-text");
    page.locator("vg-picker").first().waitFor();
    say(page, "Show me a table");

    Locator answer = Answers.last(page);
    assertThat(answer.locator("table")).isVisible();
    assertThat(answer.locator(".answer-facts"))
        .containsText(Pattern.compile("s\\s+4 in,\\s+50 out\\s+\\$0"));
    page.getByText("Request and route").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("demo");
  }

  @Test
  @Order(7)
  void callIsInTheUsageAndOpensToItsRoute() {
    Page page = persons.page();

    show(page, "/console/usage");
    page.locator("select[aria-label=Model]").selectOption("demo-text");
    Locator row = page.locator("vg-calls-table tr.call").first();
    row.click();

    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("demo:200");
  }

  @Test
  @Order(8)
  void balanceHasMoved() {
    Page page = persons.page();

    show(page, "/console/balance");

    assertThat(page.getByLabel("Entries")).containsText("charge");
  }

  @Test
  @Order(9)
  void chatIsKeptAndPaintsToo() {
    Page page = persons.page();

    show(page, "/chat");
    page.locator("vg-picker button").first().click();
    page.keyboard().type("demo-text");
    page.keyboard().press("Enter");
    say(page, "Hello there");
    Answers.last(page);
    page.locator("vg-picker button").first().click();
    page.keyboard().type("demo-image");
    page.keyboard().press("Enter");
    say(page, "a vault door");
    assertThat(page.locator("vg-answer img")).isVisible();
    assertThat(page.locator("vg-chat-side")).containsText("Hello there");

    page.reload();

    assertThat(page.locator("vg-answer img")).isVisible();
  }

  @Test
  @Order(10)
  void conversationIsSharedToWhoHasTheLink() {
    Page page = persons.page();

    button(page, "Share").click();
    button(page, "Make a link").click();
    share = page.locator("#link").inputValue();

    try (Visit stranger = Visit.of(chromium, 800)) {
      stranger.page().navigate(share);
      assertThat(stranger.page().locator("vg-shared-page")).containsText("Hello there");
      assertThat(stranger.complaints()).isEmpty();
    }
  }

  @Test
  @Order(11)
  void linkShowsNothingWhenItIsTakenBack() {
    button(persons.page(), "Take it back").click();
    assertThat(button(persons.page(), "Make a link")).isVisible();

    try (Visit stranger = Visit.of(chromium, 800)) {
      stranger.page().navigate(share);
      assertThat(stranger.page().getByText("This link works no longer.")).isVisible();
    }
  }

  @Test
  @Order(12)
  void nobodyElseWasAskedAndNoScriptOrPolicyComplained() {
    for (Visit visit : new Visit[] {owners, persons}) {
      assertThat(visit.complaints()).isEmpty();
      assertThat(visit.requested())
          .isNotEmpty()
          .allMatch(url -> url.startsWith(gateway.address()) || url.startsWith("data:"));
    }
  }
}
