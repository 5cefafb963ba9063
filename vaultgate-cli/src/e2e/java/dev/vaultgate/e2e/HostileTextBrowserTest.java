package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What models write, and what people call things, is text, whatever it looks like: nothing of it
 * runs, the browser has nothing to refuse, and nobody else is asked.
 */
class HostileTextBrowserTest {

  private static final List<String> PAGES =
      List.of(
          "/console/models",
          "/console/keys",
          "/console/usage",
          "/console/balance",
          "/console/alerts",
          "/console/settings",
          "/console/admin/users",
          "/console/admin/credit",
          "/console/admin/providers",
          "/console/admin/routes",
          "/console/admin/models",
          "/console/admin/audit",
          "/console/playground",
          "/chat");

  private static final String CHAT = "**/api/v1/run/chat/completions";
  private static final String IMAGES = "**/api/v1/run/images/generations";

  private static Stage stage;
  private static ForeignSite foreign;

  private Visit visit;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = Stage.open(folder);
    foreign = ForeignSite.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (foreign != null) {
      foreign.close();
    }
  }

  @BeforeEach
  void open() {
    visit = stage.owners(1200);
  }

  @AfterEach
  void close() {
    visit.close();
  }

  private void assertNothingRanAndNobodyWasAsked() {
    assertThat(visit.page().evaluate("window.ran")).isNull();
    assertThat(visit.refusedByPolicy()).isEmpty();
    assertThat(visit.requested())
        .allMatch(
            url ->
                url.startsWith(stage.address())
                    || url.startsWith("data:")
                    || url.startsWith("blob:"));
    assertThat(foreign.asked()).isEmpty();
  }

  /** Has the model answer with this. */
  private void answerWith(String text) {
    String frame =
        Json.text(
            Json.object()
                .set(
                    "choices",
                    Json.mapper()
                        .createArrayNode()
                        .add(
                            Json.object()
                                .put("index", 0)
                                .set("delta", Json.object().put("content", text)))));
    fulfil(CHAT, 200, "text/event-stream", "data: " + frame + "\n\ndata: [DONE]\n\n");
  }

  private void fulfil(String path, int status, String type, String body) {
    visit
        .page()
        .route(
            path,
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType(type)
                        .setBody(body)));
  }

  private void say(String model, String text) {
    Page page = visit.page();
    page.addInitScript("localStorage.setItem('chat-model', '" + model + "')");
    page.navigate(stage.address() + "/chat");
    assertThat(page.locator(".picker-words")).hasText(model);
    page.locator("vg-composer textarea").fill(text);
    page.keyboard().press("Enter");
  }

  @Test
  void s65S66NothingThatAModelWritesRunsOrAsksAnybody() {
    Page page = visit.page();
    page.navigate(stage.address() + "/chat");
    page.locator("vg-composer").waitFor();
    page.evaluate("import('/web/js/ui/markdown.js')");

    for (String payload : Hostile.payloads()) {
      page.evaluate(
          """
          async text => {
            const place = document.createElement('vg-markdown');
            document.body.append(place);
            place.text = text;
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            place.querySelectorAll('a, button, details').forEach(one => one.focus?.());
          }""",
          payload);
    }

    assertThat(Hostile.payloads()).hasSizeGreaterThanOrEqualTo(150);
    assertNothingRanAndNobodyWasAsked();
    assertThat(
            page.evaluate(
                "document.querySelectorAll('vg-markdown img, vg-markdown iframe,"
                    + " vg-markdown script, vg-markdown style, vg-markdown svg, vg-markdown form').length"))
        .isEqualTo(0);
    assertThat(
            (List<?>)
                page.evaluate(
                    "[...document.querySelectorAll('vg-markdown a')].map(a => a.protocol)"))
        .isNotEmpty()
        .allMatch(protocol -> protocol.equals("https:") || protocol.equals("http:"));
    assertThat(
            (List<?>)
                page.evaluate("[...document.querySelectorAll('vg-markdown a')].map(a => a.rel)"))
        .allMatch(rel -> rel.toString().contains("noopener noreferrer"));
  }

  @Test
  void s65WholeConversationOfItIsKeptAndSharedAsText() {
    Page page = visit.page();
    String hostile = String.join("\n\n", Hostile.payloads());
    answerWith(hostile);

    say("demo-text", "<img src=x onerror=window.ran=1> and <script>window.ran=1</script>");
    Answers.last(page);
    assertThat(page.locator("vg-chat-side")).containsText("<img src=x");
    page.reload();
    assertThat(page.locator("vg-answer vg-markdown")).isVisible();
    page.getByLabel("Share").click();
    page.getByText("Make a link").click();
    String link = page.locator("#link").inputValue();
    assertNothingRanAndNobodyWasAsked();
    page.navigate(link);

    assertThat(page.locator("vg-shared-page h1")).containsText("<img src=x onerror");
    assertThat(page.locator("vg-shared-page vg-markdown")).isVisible();
    assertNothingRanAndNobodyWasAsked();
  }

  @Test
  void s65ErrorIsShownInTheWordsThatItHas() {
    fulfil(
        CHAT,
        502,
        "application/json",
        "{\"error\":{\"message\":\"<img src=x onerror=window.ran=1>\",\"code\":\"upstream_error\"}}");

    say("demo-text", "Hello");

    assertThat(visit.page().locator("vg-answer [role=alert]"))
        .hasText("<img src=x onerror=window.ran=1>");
    assertNothingRanAndNobodyWasAsked();
  }

  @Test
  void s65WhateverAnythingIsCalledIsShownAsItIs() {
    Page page = visit.page();
    use(page);
    Hostile hostile = new Hostile();
    page.route("**/api/v1/**", route -> spoil(route, hostile));
    List<String> shown = new ArrayList<>();
    for (String path : PAGES) {
      page.navigate(stage.address() + path);
      page.locator("h1").first().waitFor();
      page.evaluate("document.querySelector('tr[tabindex], summary')?.click()");
      page.waitForTimeout(400); // For what was asked for to come and be shown.

      assertNothingRanAndNobodyWasAsked();
      if ((boolean) page.evaluate("document.body.innerText.includes('window.ran=1')")) {
        shown.add(path);
      }
    }

    // The others show figures alone, as nothing has happened here that has a name.
    assertThat(shown)
        .contains("/console/models", "/console/keys", "/console/usage", "/console/settings")
        .contains(
            "/console/admin/users", "/console/admin/providers", "/console/admin/audit", "/chat");
  }

  /** So that there is something with a name on most pages. */
  private void use(Page page) {
    say("demo-text", "Hello");
    Answers.last(page);
    page.evaluate(
        """
        async () => {
          const { api } = await import('/web/js/core/api.js');
          await api.post('/keys', { name: 'an app', credit_cap: '5' });
          await api.post('/projects', { name: 'a project' });
          await api.put('/models/assistant', { targets: ['demo-text'] });
        }""");
  }

  private static void spoil(Route route, Hostile hostile) {
    String type = "application/json";
    try {
      APIResponse answer = route.fetch();
      if (answer.headers().getOrDefault("content-type", "").startsWith(type)) {
        byte[] body =
            Json.text(hostile.answer(Json.read(answer.body()))).getBytes(StandardCharsets.UTF_8);
        route.fulfill(
            new Route.FulfillOptions()
                .setStatus(answer.status())
                .setContentType(type)
                .setBodyBytes(body));
      } else {
        route.fulfill(new Route.FulfillOptions().setResponse(answer));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PlaywrightException e) {
      // The page has gone on before its answer came: nobody waits for it any more.
      assertThat(e).hasMessageMatching("(?s).*(closed|disposed|already handled|canceled).*");
    }
  }

  @Test
  void s66AnswerThatPointsElsewhereAsksNobodyThere() {
    String there = foreign.elsewhere();
    answerWith(
        """
        ![pixel](%1$s/pixel.png) [link](%1$s/preview) <img src="%1$s/img.png">
        <iframe src="%1$s/frame"></iframe> <link rel="prefetch" href="%1$s/prefetch">
        <style>@import "%1$s/x.css"; p { background: url(%1$s/bg.png) }</style>

        [reference]: %1$s/reference "title"

        ![reference]

        %1$s/bare
        """
            .formatted(there));

    say("demo-text", "Show me");
    Answers.last(visit.page());
    visit.page().locator("vg-answer a").first().hover();

    assertNothingRanAndNobodyWasAsked();
  }

  @Test
  void s66PictureAtAnAddressIsNotFetched() {
    fulfil(
        IMAGES,
        200,
        "application/json",
        "{\"data\":[{\"url\":\"%1$s/a.png\"},{\"url\":\"//%2$s/b.png\"}]}"
            .formatted(foreign.elsewhere(), "evil.example"));

    say("demo-image", "a door");

    assertThat(visit.page().locator("vg-answer .notice").first())
        .containsText("A picture is not shown");
    assertThat(visit.page().locator("vg-answer img")).hasCount(0);
    assertNothingRanAndNobodyWasAsked();
  }

  @Test
  void s76PictureThatIsNoneIsNotShown() {
    String html = "<script>window.ran=1</script><img src=" + foreign.elsewhere() + "/a>";
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='%s/b'/><script>window.ran=1</script></svg>"
            .formatted(foreign.elsewhere());
    fulfil(
        IMAGES,
        200,
        "application/json",
        "{\"data\":[{\"b64_json\":\"%1$s\"},{\"b64_json\":\"%2$s\"},{\"url\":\"data:image/svg+xml;base64,%2$s\"},{\"url\":\"data:image/png;base64,%1$s\"},{\"url\":\"data:text/html;base64,%1$s\"}]}"
            .formatted(base64(html), base64(svg)));

    say("demo-image", "a door");

    assertThat(visit.page().locator("vg-answer .notice")).hasCount(5);
    assertThat(visit.page().locator("vg-answer img, vg-answer a")).hasCount(0);
    assertNothingRanAndNobodyWasAsked();
  }

  @Test
  void s76PictureIsShownAsWhatItsBytesAre() {
    fulfil(
        IMAGES,
        200,
        "application/json",
        "{\"data\":[{\"b64_json\":\"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\"}]}");

    say("demo-image", "a door");

    assertThat(visit.page().locator("vg-answer img"))
        .hasAttribute("src", Pattern.compile("^data:image/gif;base64,R0lGOD"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void s74WayOnAfterSigningInIsOursAlone() {
    Page page = visit.page();
    page.navigate(stage.address() + "/sign-in");
    for (String next :
        List.of(
            "//evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\\evil.example",
            "\\\\evil.example",
            "http:evil.example")) {
      Object path =
          page.evaluate(
              """
              async next => {
                history.replaceState(null, '', '/sign-in?next=' + encodeURIComponent(next));
                const { nextPath } = await import('/web/js/core/router.js');
                return new URL(nextPath(), location.origin).origin === location.origin
                    && nextPath().startsWith('/') && !nextPath().startsWith('//');
              }""",
              next);
      assertThat(path).as(next).isEqualTo(true);
    }
  }
}
