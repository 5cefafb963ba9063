package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chat in the terminal, in this process and through a running gateway. */
class ChatCommandTest {

  @TempDir static Path folder;
  private static RunningServer server;
  private static Cli remote;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("test.db"));
    remote = Cli.in(folder).with("VAULTGATE_API_KEY", server.newKey());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void oneQuestionGetsItsAnswerAndNothingElse() {
    Cli.Result here = Cli.in(folder).run("chat", "Hello", "there");
    Cli.Result there = remote.run("chat", "--url", server.url(), "Hello", "there");

    assertThat(here.code()).isZero();
    assertThat(here.out()).contains("I am VaultGate's demo").endsWith("\n");
    assertThat(here.err()).isEmpty();
    assertThat(there).isEqualTo(here);
  }

  @Test
  void answersAreJsonIfSoAsked() {
    Cli.Result result = Cli.in(folder).run("chat", "--json", "Hello");

    assertThat(result.out().strip().lines()).hasSize(1);
    assertThat(result.json().path("object").asText()).isEqualTo("chat.completion");
    assertThat(result.json().path("usage").path("total_tokens").asInt()).isPositive();
  }

  @Test
  void chatGoesOnUntilItIsQuit() {
    Cli.Result result = Cli.in(folder).typing("one\n\ntwo\n/quit\nthree\n").run("chat");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("one", "two").doesNotContain("three");
    assertThat(result.err()).startsWith("Chatting with demo-text. /quit ends.\n> ");
  }

  @Test
  void endOfInputEndsTheChat() {
    assertThat(Cli.in(folder).typing("one").run("chat").code()).isZero();
  }

  @Test
  void chatOutlivesAFailureAndAnotherModelIsTaken() {
    Cli.Result result =
        remote
            .typing("/model demo-error-text\none\n/model nobody\ntwo\n/model demo-text\nthree\n")
            .run("chat", "--url", server.url());

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("error: ").contains("nobody");
    assertThat(result.out()).contains("three").doesNotContain("one", "two");
  }

  @Test
  void unknownCommandIsNotSentToTheModel() {
    Cli.Result result = Cli.in(folder).typing("/models\n").run("chat");

    assertThat(result.err()).contains("Not known. Try /model NAME");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void failureOfOneQuestionIsTheEnd() {
    Cli.Result here = Cli.in(folder).run("chat", "--model", "demo-error-text", "Hello");
    Cli.Result there =
        remote.run("chat", "--model", "demo-error-text", "--url", server.url(), "Hello");

    assertThat(here.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(there.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(there.err()).startsWith("error: ").hasLineCount(1);
    assertThat(there.out()).isEmpty();
  }

  @Test
  void refusalsHaveTheirOwnExitCodes() {
    Cli.Result noModel = remote.run("chat", "--url", server.url(), "--model", "nobody", "Hello");
    Cli.Result noKey = remote.run("chat", "--url", server.url(), "--key", "vg_no", "Hello");
    Cli.Result nobody = remote.run("chat", "--url", "http://127.0.0.1:1", "--model", "m", "Hello");

    assertThat(noModel.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(noKey.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(nobody.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(nobody.err()).contains("--url: http://127.0.0.1:1/v1 cannot be reached");
  }

  @Test
  void demoDoesNotAnswerForAProviderThatIsPaid() {
    Cli.Result result = Cli.in(folder).with("OPENAI_API_KEY", "sk-x").run("chat", "Hello");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("--model: missing");
  }
}
