package dev.vaultgate.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vaultgate.api.ChatClient;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every program runs and prints what it is there to show. */
@Timeout(60)
class ExamplesTest {

  private static final String[] NONE = {};

  @TempDir Path folder;

  /** A program's main method. */
  private interface Program {
    void run() throws Exception;
  }

  private static String printedBy(Program program) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(console);
    }
    return printed.toString(UTF_8);
  }

  /** What a program prints that is given the address of a gateway and a key. */
  private String printedWithGateway(BiConsumer<String, String> program) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("vaultgate.yaml"),
            """
            demo: true
            server: { port: 0, stop_drain: 1ms }
            store: { url: "jdbc:sqlite::memory:" }
            """);
    try (VaultGateServer server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()))) {
      server.start();
      String key = server.gateway().keys().create(KeySpec.named("example")).secret().reveal();
      return printedBy(() -> program.accept(server.address() + "/v1", key));
    }
  }

  @Test
  void quickstartAnswersStreamsAndMeters() throws Exception {
    assertThat(printedBy(() -> Quickstart.main(NONE)))
        .contains("Hello!", "1 2 3 4 5", "6 * 7 = 42");
  }

  @Test
  void failoverIsAnsweredByTheSecondAndTellsWhenThereIsNone() throws Exception {
    assertThat(printedBy(() -> FailoverRouter.main(NONE)))
        .contains("demo-text answers:", "(upstream_overloaded)", "later: true");
  }

  @Test
  void meteredGatewayLimitsAndCharges() throws Exception {
    assertThat(printedBy(() -> MeteredGateway.main(NONE)))
        .contains("12 * 3.5 = 42", "refused: rate_limit_exceeded", "demo-text OK cost $0.0")
        .containsPattern("used \\$0\\.0\\d+, left \\$9\\.9\\d+");
  }

  @Test
  void meteredGatewayGoesOnFromItsFileWithoutMoreCredit() throws Exception {
    String[] file = {folder.resolve("acme.db").toString()};
    printedBy(() -> MeteredGateway.main(file));

    assertThat(printedBy(() -> MeteredGateway.main(file))).contains("left $9.9");
  }

  @Test
  void remoteGatewayAnswersAndStreams() throws Exception {
    assertThat(printedWithGateway(RemoteGateway::ask)).contains("Hello from afar!", "1 2 3 4 5");
  }

  @Test
  void cancelledStreamsEndEarly() throws Exception {
    assertThat(printedBy(() -> CancelledStream.main(NONE)))
        .contains("... left", "... stopped")
        .doesNotContain("100");
  }

  @Test
  void httpHostAnswersOverItsOwnServer() throws Exception {
    try (Router router = Router.builder().demo().build()) {
      HttpResponse<String> answer = askedOfHost(router, "count to 5");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("1 2 3 4 5");
    }
  }

  @Test
  void httpHostTellsWhatFailed() throws Exception {
    try (Router router =
        Router.builder()
            .demo()
            .model(CustomModel.of("demo-text", "demo/demo-error-text"))
            .build()) {
      HttpResponse<String> refused = askedOfHost(router, "overloaded");
      HttpResponse<String> cut = askedOfHost(router, "cut");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).isEqualTo("The provider is overloaded.");
      assertThat(cut.body()).contains("[The answer broke off.]");
    }
  }

  private static HttpResponse<String> askedOfHost(ChatClient client, String question)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server = HttpHost.start(0, client, threads);
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ask");
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address)
                  .POST(HttpRequest.BodyPublishers.ofString(question))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } finally {
      server.stop(0);
      threads.shutdown();
    }
  }

  @Test
  void bareGatewayPassesAnswersAndStreams() throws Exception {
    String printed =
        printedWithGateway(
            (url, key) -> {
              try (Router router = BareGateway.router(url, key, "demo-text")) {
                dev.vaultgate.server.http.HttpServer bare =
                    BareGateway.start(0, router, "demo-text");
                try {
                  RemoteGateway.ask("http://127.0.0.1:" + bare.port() + "/v1", "nobody");
                } finally {
                  bare.stop(Duration.ZERO, Duration.ZERO);
                }
              }
            });

    assertThat(printed).contains("Hello from afar!", "1 2 3 4 5");
  }

  @Test
  void langChain4jAnswersAndStreams() throws Exception {
    assertThat(printedWithGateway(LangChain4jClient::ask))
        .contains("Hello, LangChain4j!", "1 2 3 4 5")
        .containsPattern("\\(\\d+ tokens\\)");
  }

  @Test
  void openAiSdkAnswersAndStreams() throws Exception {
    assertThat(printedWithGateway(OpenAiSdkClient::ask))
        .contains("Hello, OpenAI SDK!", "1 2 3 4 5");
  }
}
