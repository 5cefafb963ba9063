package dev.vaultgate.examples.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import dev.vaultgate.examples.bench.mock.MockSettings;
import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load generator against the mock, on real sockets: the two must understand each other. */
class LoadGeneratorTest {

  private static final Duration SHORT = Duration.ofMillis(150);

  private final LoadGenerator generator = open();
  private MockUpstream mock = listen();
  private CompletableFuture<Void> mockEnd = CompletableFuture.completedFuture(null);

  @BeforeEach
  void startMock() {
    mockEnd =
        CompletableFuture.runAsync(
            () -> {
              try {
                mock.run();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @AfterEach
  void stopMock() throws IOException {
    mock.close();
    mockEnd.join();
    generator.close();
  }

  @Test
  void plainAnswersAreCountedAndRight() throws Exception {
    LoadResult result = drive(Scenario.plain("plain", 4, BodySize.SHORT));

    assertThat(result.firstFault()).isEmpty();
    assertThat(result.failed()).isZero();
    assertThat(result.completed()).isGreaterThanOrEqualTo(4);
    assertThat(result.latency().size()).isEqualTo((int) result.completed());
  }

  @Test
  void longRequestsAreAnswered() throws Exception {
    LoadResult result = drive(Scenario.plain("long", 2, BodySize.LONG));

    assertThat(result.failed()).isZero();
    assertThat(result.completed()).isPositive();
  }

  @Test
  void unpacedStreamsArriveWhole() throws Exception {
    LoadResult result = drive(Scenario.bulkStreams("bulk", 4));

    assertThat(result.firstFault()).isEmpty();
    assertThat(result.frames()).isEqualTo(68 * result.completed());
  }

  @Test
  void pacedStreamsTakeTheirTime() throws Exception {
    Scenario scenario = Scenario.pacedStreams("paced", 3, Duration.ofMillis(2), 8);

    LoadResult result = drive(scenario);

    assertThat(result.firstFault()).isEmpty();
    assertThat(result.frames()).isEqualTo(12 * result.completed());
    assertThat(result.latency().quantileMicros(0)).isGreaterThanOrEqualTo(10 * 2_000);
    assertThat(result.firstContent().quantileMicros(0))
        .isLessThan(result.latency().quantileMicros(0));
  }

  @Test
  void delayedAnswersComeAfterTheDelay() throws Exception {
    MockSettings slow = new MockSettings(Duration.ofMillis(20), Duration.ZERO, 64);

    LoadResult result = drive(new Scenario("slow", 2, false, BodySize.SHORT, slow));

    assertThat(result.failed()).isZero();
    assertThat(result.latency().quantileMicros(0)).isGreaterThanOrEqualTo(20_000);
  }

  @Test
  void streamThatIsNotTheOneExpectedIsAFault() throws Exception {
    Scenario wrong =
        new Scenario("wrong", 1, true, BodySize.SHORT, MockSettings.paced(Duration.ZERO, 3));
    configure(MockSettings.instant());

    LoadResult result = generator.run(wrong, target(mock.port()), SHORT);

    assertThat(result.completed()).isZero();
    assertThat(result.firstFault()).contains("68 frames (expected: 7)");
  }

  @Test
  void gatewayThatIsDownEndsTheRunWithFaults() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }

    LoadResult result =
        generator.run(
            Scenario.plain("down", 2, BodySize.SHORT), target(closedPort), Duration.ofSeconds(30));

    assertThat(result.completed()).isZero();
    assertThat(result.failed()).isPositive();
    assertThat(result.firstFault()).containsIgnoringCase("refused");
  }

  @Test
  void requestsHaveTheSizesThatFiguresAreNamedAfter() {
    assertThat(bodyLength(BodySize.SHORT)).isEqualTo(434);
    assertThat(bodyLength(BodySize.LONG)).isBetween(113_000, 116_000);
  }

  private static int bodyLength(BodySize size) {
    return RequestBody.of(size, "bench-model", false).length();
  }

  private LoadResult drive(Scenario scenario) throws IOException, InterruptedException {
    configure(scenario.upstream());
    return generator.run(scenario, target(mock.port()), SHORT);
  }

  private void configure(MockSettings settings) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + mock.port() + settings.toRequestTarget());
    HttpRequest request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.noBody()).build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static Target target(int port) {
    return new Target(port, "bench-model", List.of("Authorization: Bearer key"));
  }

  private static LoadGenerator open() {
    try {
      return LoadGenerator.open();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MockUpstream listen() {
    try {
      return MockUpstream.listen(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
