package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written into the console's forms is what the gateway is told, and what they show again.
 */
class FormsBrowserTest {

  private static final String PDF = "%PDF-1.4\n%%EOF\n";

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
    visit = stage.owners(1200);
    page = visit.page();
  }

  @AfterEach
  void leave() {
    assertThat(visit.refusedByPolicy()).isEmpty();
    visit.close();
  }

  private void show(String path) {
    page.navigate(stage.address() + path);
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .last();
  }

  private void fill(Map<String, String> fields) {
    fields.forEach((name, value) -> page.locator("#field-" + name).fill(value));
  }

  /** The last of a list of the management API. */
  private JsonNode lastOf(String path) throws IOException {
    String body =
        (String)
            page.evaluate("path => fetch('/api/v1' + path).then(answer => answer.text())", path);
    JsonNode data = Json.read(body.getBytes(StandardCharsets.UTF_8)).path("data");
    return data.get(data.size() - 1);
  }

  @Test
  void keyHasEveryTermThatItsFormAsksFor() throws Exception {
    show("/console/keys");
    button("New key").click();
    fill(
        Map.of(
            "name", "my app",
            "expires_at", "2099-12-31",
            "requests_per_minute", "30",
            "tokens_per_minute", "9000",
            "concurrency_max", "3",
            "credit_per_day", "0.50",
            "credit_per_month", "5",
            "credit_cap", "20.25",
            "models", "demo-text, gpt-4o*"));
    fill(Map.of("tokens_per_day", "1000", "tokens_per_month", "20000", "token_quota", "300000"));
    page.getByLabel("hybrid").check();
    page.getByText("More: networks").click();
    fill(
        Map.of(
            "networks", "127.0.0.0/8, 10.1.2.0/24",
            "choices_max", "2",
            "images_max", "4",
            "tools_max", "8",
            "messages_max", "50",
            "tags", "team=search\ncost_centre=4711"));
    page.getByLabel("Keep answers for a day").check();
    Axe.hold(page);
    button("Make the key").click();
    page.locator("#secret").waitFor();

    String terms =
        """
        {"name":"my app","models":["demo-text","gpt-4o*"],"types":["hybrid"],
         "requests_per_minute":30,"tokens_per_minute":9000,"concurrency_max":3,
         "credit_cap":"20.25","credit_per_day":"0.5","credit_per_month":"5",
         "token_quota":300000,"tokens_per_day":1000,"tokens_per_month":20000,
         "choices_max":2,"images_max":4,"tools_max":8,"messages_max":50,
         "networks":["10.1.2.0/24","127.0.0.0/8"],
         "tags":{"cost_centre":"4711","team":"search"},
         "stores_answers":true,"expires_at":"2099-12-31T23:59:59Z"}""";
    assertHas(lastOf("/keys"), terms);

    page.getByLabel("More of my app").click();
    page.getByText("Edit").click();
    page.locator("#field-name").fill("my other app");
    button("Save").click();
    page.getByLabel("More of my other app").waitFor();

    assertHas(lastOf("/keys"), terms.replace("my app", "my other app"));
  }

  @Test
  void menuOfAKeyIsUsedWithoutAMouse() {
    show("/console/keys");
    Locator more = page.getByLabel("More of demo");

    more.press("Enter");
    assertThat(page.getByRole(AriaRole.MENUITEM).first()).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(page.getByRole(AriaRole.MENUITEM).nth(1)).isFocused();
    Axe.hold(page);
    page.keyboard().press("Escape");

    assertThat(page.getByRole(AriaRole.MENU)).hasCount(0);
    assertThat(more).isFocused();
  }

  private static void assertHas(JsonNode value, String members) throws IOException {
    for (Map.Entry<String, JsonNode> member :
        Json.read(members.getBytes(StandardCharsets.UTF_8)).properties()) {
      assertThat(value.path(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
    }
  }

  @Test
  void whatTheGatewayRefusesIsToldAtItsField() {
    show("/console/keys");
    button("New key").click();
    page.locator("#field-name").fill("my app");
    page.getByText("More: networks").click();
    page.locator("#field-networks").fill("somewhere");

    button("Make the key").click();

    assertThat(page.locator("#field-networks-more")).containsText("somewhere");
    assertThat(page.locator("#field-networks")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void projectHasABudgetAndMembers() throws Exception {
    show("/console/settings");
    page.locator("h1").waitFor();
    page.evaluate(
        """
        async () => {
          const { api } = await import('/web/js/core/api.js');
          await api.post('/users', { email: 'bob@example.com', name: 'Bob', role: 'member' });
        }""");
    button("New project").click();
    fill(Map.of("name", "Search", "budget_per_month", "25", "tokens_per_day", "100000"));
    button("Make the project").click();
    page.locator("vg-project summary").click();
    button("Add a member").click();
    page.locator("#field-user").fill("bob@example.com");
    button("Add").click();
    Locator members = page.getByLabel("Members of Search");
    assertThat(members).containsText("bob@example.com");

    assertHas(lastOf("/projects"), "{\"budget_per_month\":\"25\",\"tokens_per_day\":100000}");
    page.getByLabel("Role of Bob").selectOption("manager");
    assertThat(page.getByText("Bob is a manager now.")).isVisible();
    Axe.hold(page);
    page.getByLabel("Remove Bob").click();
    button("Remove").click();
    assertThat(members).not().containsText("bob@example.com");

    button("Edit").click();
    page.locator("#field-budget").fill("100");
    button("Save").click();
    assertThat(page.locator("vg-project summary")).containsText("$100.00 in all");
    button("Archive").click();
    button("Archive").click();
    assertThat(page.locator("vg-project summary")).containsText("archived");
  }

  @Test
  void documentGoesWithAMessage() {
    page.addInitScript("localStorage.setItem('chat-model', 'demo-text')");
    show("/chat");
    assertThat(page.locator(".picker-words")).hasText("demo-text");
    page.locator("vg-composer input[type=file]")
        .setInputFiles(
            new FilePayload(
                "contract.pdf", "application/pdf", PDF.getBytes(StandardCharsets.US_ASCII)));
    page.locator("vg-composer textarea").fill("What does it say?");

    Request asked =
        page.waitForRequest("**/api/v1/run/chat/completions", () -> page.keyboard().press("Enter"));

    assertThat(asked.postData())
        .contains(
            "\"type\":\"file\"", "\"filename\":\"contract.pdf\"", "data:application/pdf;base64,");
    Answers.last(page);
    assertThat(page.locator(".asked")).containsText("contract.pdf");
    page.reload();
    assertThat(page.locator(".asked")).containsText("contract.pdf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/playground?model=demo-text", "/chat"})
  void messageThatIsSentBeforeItsModelIsKnownGoesAsSoonAsItIs(String path) {
    page.addInitScript("localStorage.setItem('chat-model', 'demo-text')");
    Queue<Route> held = new ConcurrentLinkedQueue<>();
    page.route(Pattern.compile("/api/v1/catalog|/v1/models"), held::add);
    show(path);
    page.locator("vg-composer textarea").fill("Hello");
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> !held.isEmpty());
    assertThat(page.locator("vg-composer textarea")).hasValue("Hello");
    assertThat(page.locator("vg-answer")).hasCount(0);

    held.forEach(Route::resume);

    Answers.last(page);
    assertThat(page.locator("vg-answer")).hasCount(1);
    assertThat(page.locator("vg-composer textarea")).hasValue("");
  }

  @Test
  void modelTellsHowItStands() {
    show("/console/playground?model=demo-text");
    page.locator("vg-picker").first().waitFor();
    page.locator("vg-composer textarea").fill("Hello");
    page.keyboard().press("Enter");
    Answers.last(page);

    show("/console/models");
    Locator row =
        page.locator("vg-models-page tbody tr")
            .filter(new Locator.FilterOptions().setHasText("demo-text"))
            .first();
    assertThat(row.getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("Ready")))
        .isVisible();
    row.click();

    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Ready");
    assertThat(page.locator(".prices").first()).containsText("demo/demo-text");
    assertThat(page.locator(".prices .badge").first()).hasText("ready");
    Axe.hold(page);
  }
}
