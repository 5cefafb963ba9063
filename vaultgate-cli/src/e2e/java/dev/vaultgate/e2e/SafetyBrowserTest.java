package dev.vaultgate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites, thieves of passwords and the curious get out of a browser: nothing. */
class SafetyBrowserTest {

  private static final String ADA = "ada@example.com";

  /** Asks for something that a person who is signed in may see. */
  private static final String LOGINS = "fetch('/api/v1/logins').then(answer => answer.status)";

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

  /** Anew, for whoever ends this login. */
  private void signIn() {
    visit.page().context().clearCookies();
    visit.page().navigate(stage.address() + "/sign-in");
    SignIn.as(visit.page(), ADA);
  }

  private int keys() {
    return (int)
        visit
            .page()
            .evaluate(
                "fetch('/api/v1/keys').then(answer => answer.json()).then(body => body.data.length)");
  }

  /** The site by its number has the cookie sent along, the one by its name has not. */
  private static String address(String which) {
    return which.equals("neighbour") ? foreign.neighbour() : foreign.elsewhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"neighbour", "elsewhere"})
  void s67OtherSitesChangeNothing(String site) {
    visit.page().navigate(stage.address() + "/console/keys");
    int before = keys();
    List<Integer> statuses = new ArrayList<>();
    Page there = visit.page().context().newPage();
    there.onResponse(
        answer -> {
          if (answer.url().startsWith(stage.address())) {
            statuses.add(answer.status());
          }
        });
    foreign.shows(
        """
        <form id="plain" method="post" target="_blank" enctype="text/plain" action="%1$s/api/v1/keys">
          <input name='{"name":"stolen","x":"' value='"}'>
        </form>
        <form id="coded" method="post" target="_blank" action="%1$s/api/v1/logout"></form>
        <img src="%1$s/api/v1/logout">
        <iframe sandbox="allow-scripts" srcdoc="<script>
          fetch('%1$s/api/v1/logout', { method: 'POST', mode: 'no-cors', credentials: 'include' });
        </script>"></iframe>
        """
            .formatted(stage.address()));
    there.navigate(address(site) + "/");

    there.evaluate(
        """
        async gateway => {
          const post = (path, type, body) => fetch(gateway + path, {
            method: 'POST', mode: 'no-cors', credentials: 'include',
            headers: { 'Content-Type': type }, body,
          });
          await post('/api/v1/keys', 'text/plain', '{"name":"stolen"}');
          await post('/api/v1/keys', 'application/x-www-form-urlencoded', 'name=stolen');
          await post('/api/v1/logout', 'text/plain', '');
        }""",
        stage.address());
    for (String form : List.of("plain", "coded")) {
      Page answer =
          there.waitForPopup(
              () -> there.evaluate("id => document.getElementById(id).submit()", form));
      answer.waitForLoadState();
      assertThat(answer.locator("body")).containsText("csrf_failed");
    }

    assertThat(statuses).hasSizeGreaterThanOrEqualTo(3).allMatch(status -> status >= 400);
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void s67TabOfAnOlderLoginChangesNothing() {
    signIn();
    Page old = visit.page();
    old.navigate(stage.address() + "/console/keys");
    old.getByText("New key").click();
    old.getByLabel("Name").fill("from an old tab");
    Page other = old.context().newPage();
    other.navigate(stage.address() + "/console/models");
    other.getByLabel("Sign out").click();
    other.waitForURL("**/sign-in");
    SignIn.as(other, ADA);
    int before = keys();

    Response answer =
        old.waitForResponse(
            "**/api/v1/keys", () -> old.getByText("Make the key", exactly()).click());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("csrf_failed");
    assertThat(keys()).isEqualTo(before);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sign-in", "/console/keys", "/chat", "/docs", "/api/v1/session"})
  void s68NobodyElseHasAPageInAFrame(String path) {
    foreign.shows("<iframe src=\"" + stage.address() + path + "\"></iframe>");

    visit.page().navigate(foreign.neighbour() + "/");
    visit.page().waitForLoadState(LoadState.NETWORKIDLE);

    Frame frame = visit.page().frames().get(1);
    assertThat(frame.url()).startsWith("chrome-error:");
    assertThat(visit.complaints()).anyMatch(complaint -> complaint.contains("frame-ancestors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neighbour", "elsewhere"})
  void s69NobodyElseReadsAnything(String site) {
    foreign.shows("");
    visit.page().navigate(address(site) + "/");

    Object read =
        visit
            .page()
            .evaluate(
                """
                async gateway => {
                  const calls = [
                    ['/api/v1/session', { credentials: 'include' }],
                    ['/api/v1/keys', { credentials: 'include', method: 'POST', body: '{}',
                        headers: { 'Content-Type': 'application/json', 'x-csrf-token': 'x' } }],
                    ['/v1/models', { headers: { Authorization: 'Bearer vg_x' } }],
                    ['/v1/models', { credentials: 'include' }],
                    ['/v1/chat/completions', { method: 'POST', body: '{}',
                        headers: { 'Content-Type': 'application/json' } }],
                  ];
                  const read = [];
                  for (const [path, options] of calls) {
                    try {
                      read.push(path + ': ' + (await (await fetch(gateway + path, options)).text()));
                    } catch (failure) {
                      // As it should be: the browser keeps the answer from the page.
                    }
                  }
                  return read;
                }""",
                stage.address());

    assertThat((List<?>) read).isEmpty();
  }

  @Test
  void s70CookieIsKeptFromScriptsAndIsNewAtEachLogin() {
    signIn();
    Cookie first = cookie();
    visit.page().getByLabel("Sign out").click();
    visit.page().waitForURL("**/sign-in");
    SignIn.as(visit.page(), ADA);
    Cookie second = cookie();

    assertThat(visit.page().evaluate("document.cookie")).isEqualTo("");
    assertThat(first.httpOnly).isTrue();
    assertThat(first.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(first.path).isEqualTo("/");
    assertThat(second.value).isNotEqualTo(first.value).hasSizeGreaterThanOrEqualTo(43);
  }

  private Cookie cookie() {
    List<Cookie> cookies = visit.page().context().cookies(stage.address());
    assertThat(cookies).hasSize(1);
    return cookies.get(0);
  }

  @Test
  void s70CookieOfWhoHasSignedOutOpensNothing() {
    signIn();
    Cookie kept = cookie();
    visit.page().getByLabel("Sign out").click();
    visit.page().waitForURL("**/sign-in");

    visit.page().context().addCookies(List.of(kept));

    assertThat(visit.page().evaluate(LOGINS)).isEqualTo(401);
    visit.page().navigate(stage.address() + "/console/keys");
    assertThat(visit.page()).hasURL(stage.address() + "/sign-in?next=%2Fconsole%2Fkeys");
  }

  @Test
  void s70NewPasswordEndsTheLoginsElsewhere() {
    visit.page().navigate(stage.address() + "/console/models");
    visit.page().locator("h1").waitFor();
    String password =
        (String)
            visit
                .page()
                .evaluate(
                    """
                    async () => {
                      const { api } = await import('/web/js/core/api.js');
                      const cid = { email: 'cid@example.com', name: 'Cid', role: 'member' };
                      return (await api.post('/users', cid)).password;
                    }""");
    try (Visit here = stage.strangers(1200);
        Visit elsewhere = stage.strangers(1200)) {
      for (Visit each : List.of(here, elsewhere)) {
        each.page().navigate(stage.address() + "/sign-in");
        SignIn.as(each.page(), "cid@example.com", password);
      }
      Page page = here.page();
      page.navigate(stage.address() + "/console/settings");
      page.getByLabel("Present password").fill(password);
      page.getByLabel("New password").fill("quite another long secret");
      page.waitForResponse("**/api/v1/password", () -> page.keyboard().press("Enter"));

      assertThat(elsewhere.page().evaluate(LOGINS)).isEqualTo(401);
      assertThat(page.evaluate(LOGINS)).isEqualTo(200);
    }
  }

  @Test
  void s71WhoGuessesIsToldTheSameAndThenToWait() {
    Page page = visit.page();
    page.context().clearCookies();
    page.navigate(stage.address() + "/sign-in");
    page.getByLabel("E-mail").fill("nobody@example.com");
    String told = guess(page, "a guess");
    page.getByLabel("E-mail").fill("guessed@example.com");
    assertThat(guess(page, "another guess")).isEqualTo(told);

    for (int i = 2; i <= 10; i++) {
      assertThat(guess(page, "guess number " + i)).isEqualTo(told);
    }

    assertThat(guess(page, "guess number 11")).contains("Too many tries");
  }

  /** What somebody is told who signs in with a password that is wrong. */
  private static String guess(Page page, String password) {
    page.getByLabel("Password").fill(password);
    page.waitForResponse("**/api/v1/login", () -> page.keyboard().press("Enter"));
    page.locator("form button:not([disabled])").waitFor();
    return page.locator("[role=alert]").textContent().strip();
  }

  @Test
  void s72PasswordsAreWeighedToTheirLastByte() {
    Page page = visit.page();
    String begin = "a long way that two passwords have together, seventy-two bytes and more: ";
    assertThat(begin.length()).isGreaterThan(72);
    page.context().clearCookies();
    page.navigate(stage.address() + "/register");
    page.getByLabel("Name").fill("Bea");
    page.getByLabel("E-mail").fill("bea@example.com");

    page.getByLabel("Password").fill("x".repeat(1_025));
    page.keyboard().press("Enter");
    assertThat(page.locator("#password-more")).containsText("1,024 bytes");
    page.getByLabel("Password").fill(begin + "mine");
    page.keyboard().press("Enter");
    page.waitForURL("**/console/models");
    page.getByLabel("Sign out").click();
    page.waitForURL("**/sign-in");
    page.getByLabel("E-mail").fill("bea@example.com");
    guess(page, begin + "thine");

    assertThat(page.evaluate(LOGINS)).isEqualTo(401);
    page.getByLabel("Password").fill(begin + "mine");
    page.keyboard().press("Enter");
    page.waitForURL("**/console/models");
  }

  @Test
  void s73EverythingThatABrowserIsSentIsHarmless() {
    List<Response> answers = new ArrayList<>();
    visit.page().context().onResponse(answers::add);
    for (String path :
        List.of(
            "/", "/docs", "/console/usage", "/console/keys", "/chat", "/nothing", "/web/no.js")) {
      visit.page().navigate(stage.address() + path);
      visit.page().waitForLoadState();
    }

    assertThat(answers).hasSizeGreaterThan(50);
    for (Response answer : answers) {
      Map<String, String> headers = answer.allHeaders();
      assertThat(headers)
          .as(answer.url())
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .doesNotContainKeys("server", "x-powered-by");
      assertThat(headers.get("content-security-policy"))
          .as(answer.url())
          .contains("default-src 'none'", "frame-ancestors 'none'");
      if (answer.url().contains("/api/")) {
        assertThat(headers.get("cache-control")).as(answer.url()).contains("no-store");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/../e2e.db",
        "/web/..%2fe2e.db",
        "/web/%2e%2e/e2e.db",
        "/web/%2e%2e%2f%2e%2e%2fe2e.db",
        "/web/..%5ce2e.db",
        "/e2e.db",
        "/e2e.db-wal",
        "/.env",
        "/.git/config",
        "/web/js/app.js.map",
        "/web/js/",
        "/web/META-INF/MANIFEST.MF",
        "/docs/../../etc/passwd%00.md"
      })
  void s75NothingIsServedButWhatIsForEverybody(String path) {
    visit.page().navigate(stage.address() + "/sign-in");

    Object status =
        visit.page().evaluate("path => fetch(path).then(answer => answer.status)", path);

    assertThat((int) status).isIn(400, 404);
  }
}
