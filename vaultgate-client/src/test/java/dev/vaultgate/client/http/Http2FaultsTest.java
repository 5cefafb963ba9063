package dev.vaultgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.fake.Certificates;
import dev.vaultgate.client.openai.OpenAiWire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that speaks HTTP/2 and refuses streams, or goes away. */
class Http2FaultsTest {

  private static final int REFUSED_STREAM = 7;
  private static final String ANSWER =
      """
      {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
      {"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}
      """;

  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();
  private final OkHttpTransport transport = new OkHttpTransport();
  private ProviderClient client;

  @BeforeEach
  void start() throws Exception {
    Path certificate = Certificates.make(folder, "localhost", "-1H");
    server.useHttps(Certificates.context(certificate).getSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.start();
    Certificates.trusting(certificate, transport::prepareTls);
    client =
        new ProviderClient(
            new OpenAiWire(),
            new Target(
                "lab",
                "m",
                "https://localhost:" + server.getPort() + "/v1",
                Map.of(),
                Map.of(),
                Set.of(),
                Target.Traits.UNKNOWN),
            transport);
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  private static MockResponse answer() {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(ANSWER)
        .build();
  }

  private String chat() {
    return client.chat(ChatRequest.of("m", "Hello")).text();
  }

  @Test
  void f54AStreamThatIsRefusedOnAKeptConnectionIsSentAgainUnseen() throws Exception {
    server.enqueue(answer());
    assertThat(chat()).isEqualTo("Hello");
    assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/2");
    server.enqueue(
        new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
            .build());
    server.enqueue(answer());

    assertThat(chat()).isEqualTo("Hello");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void f54AConnectionThatGoesAwayIsReplacedUnseen() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(ANSWER)
            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
            .build());
    server.enqueue(answer());
    server.enqueue(answer());

    assertThat(chat()).isEqualTo("Hello");
    assertThat(chat()).isEqualTo("Hello");
    assertThat(server.getRequestCount()).isBetween(2, 3);
  }

  @Test
  void f54ARefusalOnAFreshConnectionIsTheRoutersToAnswer() {
    server.enqueue(
        new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
            .build());

    assertThatThrownBy(this::chat)
        .isInstanceOfSatisfying(
            UpstreamException.class,
            e -> assertThat(e.fault()).isEqualTo(UpstreamFault.CONNECTION_LOST));
  }
}
