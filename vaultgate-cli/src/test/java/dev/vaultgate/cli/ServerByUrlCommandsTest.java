package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administration of a server by its address and the operator's admin key. */
class ServerByUrlCommandsTest extends AdministrationCommandsContract {

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(store());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  List<String> place() {
    return List.of("--url", server.url(), "--admin-key", RunningServer.ADMIN_KEY);
  }

  @Test
  void adminKeyMayComeFromItsVariable() {
    Cli.Result result =
        Cli.in(folder)
            .with("VAULTGATE_ADMIN_KEY", RunningServer.ADMIN_KEY)
            .run("doctor", "--url", server.url() + "/");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("[ok] At hand: the server at " + server.url());
  }

  @Test
  void missingAdminKeyIsAskedFor() {
    Cli.Result result = Cli.in(folder).run("keys", "list", "--url", server.url());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("--admin-key: missing", "VAULTGATE_ADMIN_KEY");
  }

  @Test
  void otherKeysAreRefusedAndNotShown() {
    String key = server.newKey();

    Cli.Result result =
        Cli.in(folder).run("keys", "list", "--url", server.url(), "--admin-key", key);

    assertThat(result.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(result.err()).contains("admin key").doesNotContain(key);
  }

  @Test
  void serverThatDoesNotAnswerIsSaidToBeSo() {
    List<String> place = place();
    server.close();

    Cli.Result result =
        Cli.in(folder)
            .run(List.of("keys", "list", place.get(0), place.get(1), place.get(2), place.get(3)));

    assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(result.err()).contains("--url: " + place.get(1), "cannot be reached");
  }

  @Test
  void keyWithoutAServerIsForNobody() {
    Cli.Result result = Cli.in(folder).run("keys", "list", "--admin-key", "sixteen-or-more!");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("--url: missing").doesNotContain("sixteen-or-more!");
  }

  @Test
  void serverAndFileAreNotNamedTogether() {
    Cli.Result result = run("keys", "list", "--db", store().toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("--url", "--db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8080", "ftp://127.0.0.1", "http://", "http://a b", "http://a/?x"})
  void addressThatIsNoneIsRefusedWithWhatWasExpected(String url) {
    Cli.Result result =
        Cli.in(folder).run("keys", "list", "--url", url, "--admin-key", RunningServer.ADMIN_KEY);

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("--url: " + url + " (expected: an address such as");
  }

  @Test
  void routesAreExplainedAndTheirHealthIsShown() {
    assertThat(run("route", "status").out()).contains("No deployment was asked yet");
    Cli.Result explained = run("route", "explain", "demo-text", "--without", "demo");
    assertThat(explained.code()).isZero();
    assertThat(explained.out()).contains("demo/demo-text", "without", "strategy priority");

    Cli.Result status = run("route", "status", "demo-text");
    assertThat(status.out()).contains("demo/demo-text", "ready");
    assertThat(run("route", "enable", "demo/demo-text").out()).contains("demo/demo-text: ready");
  }
}
