package dev.vaultgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.fake.Certificates;
import dev.vaultgate.client.openai.OpenAiWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain sockets: whom they trust over TLS, where they connect to, which connections are kept. */
class SocketTransportTest {

  private static final String ANSWER =
      """
      {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
      {"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}
      """;

  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();
  private final SocketTransport transport = new SocketTransport();

  @BeforeEach
  void protocols() {
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  /** A server with a certificate of this name; and whether it is trusted. */
  private void serve(String name, boolean isTrusted) throws Exception {
    Path certificate = Certificates.make(folder, name, "-1H");
    server.useHttps(Certificates.context(certificate).getSocketFactory());
    server.start();
    if (isTrusted) {
      Certificates.trusting(certificate, transport::prepareTls);
    }
  }

  private String chat() {
    return chat(transport, "https://localhost:" + server.getPort());
  }

  private static String chat(Transport transport, String origin) {
    return new ProviderClient(
            new OpenAiWire(),
            new Target(
                "lab", "m", origin + "/v1", Map.of(), Map.of(), Set.of(), Target.Traits.UNKNOWN),
            transport)
        .chat(ChatRequest.of("m", "Hello"))
        .text();
  }

  private void answer(String body) {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(body)
            .build());
  }

  private void refusesCertificateOf(String name) {
    assertThatThrownBy(this::chat)
        .asInstanceOf(type(UpstreamException.class))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(UpstreamFault.TLS))
        .satisfies(e -> assertThat(e.report().message()).contains("CN=" + name));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void answersComeOverOneKeptConnection() throws Exception {
    serve("localhost", true);
    answer(ANSWER);
    answer(ANSWER);

    assertThat(chat()).isEqualTo("Hello");
    assertThat(chat()).isEqualTo("Hello");

    assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void aCallThatNobodyWantsAnyMoreLeavesAKeptConnectionToOthers() throws Exception {
    serve("localhost", true);
    answer(ANSWER);
    answer(ANSWER);
    chat();
    Cancellation left = new Cancellation();
    left.cancel();
    WireRequest unwanted =
        WireRequest.get("https://localhost:" + server.getPort() + "/v1/models", Map.of());

    assertThatThrownBy(() -> transport.send(unwanted, Timeouts.DEFAULT, false, left))
        .isInstanceOf(CancelledException.class);

    chat();
    assertThat(server.takeRequest().getExchangeIndex()).isZero();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void anAnswerLargerThanARecordIsWhole() throws Exception {
    serve("localhost", true);
    String text = "word ".repeat(40_000);
    answer(ANSWER.replace("Hello", text));

    assertThat(chat()).isEqualTo(text);
  }

  @Test
  void f45OfSeveralAddressesADeadOneIsPassedOverAndTriedLastFromThenOn() throws Exception {
    InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    InetAddress alive = InetAddress.getLoopbackAddress();
    try (RawUpstream upstream = new RawUpstream();
        SocketTransport elsewhere =
            new SocketTransport(0, host -> new InetAddress[] {dead, alive})) {
      int port = URI.create(upstream.url()).getPort();
      upstream.always(c -> c.answer(200, "application/json", ANSWER));
      try (ServerSocket full = new ServerSocket(port, 1, dead)) {
        Queue<Socket> waiting = fill(full);

        long begun = System.nanoTime();
        assertThat(chat(elsewhere, "http://provider.example:" + port)).isEqualTo("Hello");
        long first = System.nanoTime() - begun;
        assertThat(chat(elsewhere, "http://provider.example:" + port)).isEqualTo("Hello");
        long second = System.nanoTime() - begun - first;

        assertThat(TimeUnit.NANOSECONDS.toMillis(first)).isBetween(900L, 5_000L);
        assertThat(TimeUnit.NANOSECONDS.toMillis(second)).isLessThan(900);
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  /** Takes a backlog of one that nobody accepts from; what comes later hears nothing. */
  private static Queue<Socket> fill(ServerSocket full) {
    Queue<Socket> waiting = new ConcurrentLinkedQueue<>();
    boolean isFull = false;
    while (!isFull) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 200);
      } catch (IOException e) {
        isFull = true;
      }
    }
    return waiting;
  }

  @Test
  void f48HalfAHeadOnAKeptConnectionIsAnAnswerThatWasLost() throws Exception {
    try (RawUpstream upstream = new RawUpstream()) {
      String url = upstream.url().replace("/v1", "");
      upstream.then(c -> c.answer(200, "application/json", ANSWER));
      upstream.then(c -> c.send("HTTP/1.1 200 OK\r\nContent-").finish());
      chat(transport, url);

      assertThatThrownBy(() -> chat(transport, url))
          .asInstanceOf(type(UpstreamException.class))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(UpstreamFault.CONNECTION_LOST));

      assertThat(upstream.requests()).as("asked once more would be asked twice").hasSize(2);
    }
  }

  @Test
  void f46ACertificateThatNobodyTrustsIsRefused() throws Exception {
    serve("localhost", false);

    refusesCertificateOf("localhost");
  }

  @Test
  void f46ATrustedCertificateOfSomebodyElseIsRefused() throws Exception {
    serve("elsewhere", true);

    refusesCertificateOf("elsewhere");
  }
}
