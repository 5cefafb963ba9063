package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it: a configuration file, a store, a provider on the network, and a caller. */
class VaultGateServerTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"one\","
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
          + "\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12}}";

  @TempDir Path folder;
  private final MockWebServer provider = new MockWebServer();
  private VaultGateServer server;
  private String key;

  @BeforeEach
  void start() throws Exception {
    provider.start();
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1s }
        store: { url: "jdbc:sqlite:data/test.db" }
        providers:
          lab: { wire: openai, base_url: "%s", api_key: "${LAB_KEY}" }
        models:
          lab-text:
            deployments: [ { provider: lab, model: one } ]
            price: { input: 2.50, output: 10.00 }
        """
            .formatted(provider.url("/v1")));
    server =
        VaultGateServer.of(
            ConfigReader.read(
                new CommandLine(file, null, null, null, false, false),
                Map.of("LAB_KEY", "sk-lab-secret")));
    server.start();
    key = server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  private static MockResponse answer(String json) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(json)
        .build();
  }

  @Test
  void aCallGoesToTheProviderAndItsAnswerComesBackWithItsCost() throws Exception {
    provider.enqueue(answer(ANSWER));

    try (RawClient client = new RawClient(server.port()).post(PATH, key, Bodies.CHAT)) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"content\":\"Hello\"")
          .contains("\"model\":\"lab-text\"");
      assertThat(answer.header("x-vaultgate-provider")).hasValue("lab");
      assertThat(answer.header("x-vaultgate-attempts")).hasValue("lab:200");
      assertThat(answer.header("x-vaultgate-cost")).hasValue("0.000045");
      assertThat(answer.header("x-ratelimit-remaining-requests")).hasValue("59");
    }
    RecordedRequest sent = provider.takeRequest();
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer sk-lab-secret");
  }

  @Test
  void aStreamGoesThroughFrameByFrame() throws Exception {
    provider.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/event-stream")
            .chunkedBody(
                "data:"
                    + " {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}\n\n"
                    + "data:"
                    + " {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}\n\n"
                    + "data:"
                    + " {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: [DONE]\n\n",
                20)
            .build());

    try (RawClient client = new RawClient(server.port()).post(PATH, key, Bodies.STREAM)) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
      assertThat(answer.body())
          .contains("\"content\":\"Hel\"")
          .contains("\"content\":\"lo\"")
          .contains("\"finish_reason\":\"stop\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void f10ProvidersRefusalOfTheOperatorsKeyIsNotTheCallers() throws Exception {
    provider.enqueue(new MockResponse.Builder().code(401).body("{}").build());

    try (RawClient client = new RawClient(server.port()).post(PATH, key, Bodies.CHAT)) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"upstream_auth_failed\"");
    }
  }

  @Test
  void s79s80HeadersOfOneSideDoNotReachTheOther() throws Exception {
    provider.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .addHeader("Set-Cookie", "a=b")
            .addHeader("openai-organization", "org-secret")
            .body(ANSWER)
            .build());
    String request =
        "POST "
            + PATH
            + " HTTP/1.1\r\nHost: localhost\r\nx-api-key: "
            + key
            + "\r\nCookie: session=1\r\nForwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.1\r\n"
            + "X-User-Id: 7\r\nOpenAI-Organization: org-callers\r\nContent-Length: "
            + Bodies.CHAT.length()
            + "\r\n\r\n"
            + Bodies.CHAT;

    try (RawClient client = new RawClient(server.port()).send(request)) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("openai-organization")).isEmpty();
    }
    RecordedRequest sent = provider.takeRequest();
    assertThat(sent.getHeaders().names())
        .doesNotContain(
            "Cookie", "Forwarded", "X-Forwarded-For", "X-User-Id", "OpenAI-Organization")
        .doesNotContain("x-api-key");
    assertThat(sent.getHeaders().get("Host")).isEqualTo(provider.url("/").url().getAuthority());
  }

  @Test
  void theStoreIsWhereTheFileSays() {
    assertThat(folder.resolve("data/test.db")).exists();
  }

  @Test
  void startPageAsksForAModelThatAnswers() throws Exception {
    Path database = folder.resolve("demo.db");
    CommandLine demo = new CommandLine(null, database, null, 0, true, false);

    try (VaultGateServer demoServer = VaultGateServer.of(ConfigReader.read(demo, Map.of()))) {
      demoServer.start();
      try (RawClient client = new RawClient(demoServer.port()).get("/")) {
        assertThat(client.answer().body()).contains("\"model\": \"demo-text\"");
      }
    }
  }
}
