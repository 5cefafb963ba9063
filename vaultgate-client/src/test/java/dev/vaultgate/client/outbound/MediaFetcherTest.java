package dev.vaultgate.client.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.outbound.MediaException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How pictures are fetched, from hosts that mean well and others. */
class MediaFetcherTest {

  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 1, 2, 3};

  private final MockWebServer host = new MockWebServer();
  private final List<String> lookups = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    host.start();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void aPictureIsBroughtWithoutAnythingOfOurs() throws Exception {
    host.enqueue(answer(PNG).setHeader("Content-Type", "text/plain").build());

    Media media = fetch("/cat.png?size=2");

    assertThat(media.type()).isEqualTo("image/png");
    assertThat(media.bytes()).isEqualTo(PNG);
    assertThat(media.dataUri()).startsWith("data:image/png;base64,iVBORw0KGgo");
    RecordedRequest request = host.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/cat.png?size=2");
    assertThat(request.getHeaders().names())
        .containsExactlyInAnyOrder("Host", "Connection", "Accept", "Accept-Encoding", "User-Agent");
  }

  @Test
  void s57NameIsLookedUpOnceAndTheJudgedAddressIsConnectedTo() throws Exception {
    host.enqueue(answer(PNG).build());

    fetch("/cat.png");

    assertThat(lookups).containsExactly("pictures.example.org");
    assertThat(host.takeRequest().getHeaders().get("Host"))
        .isEqualTo("pictures.example.org:" + host.getPort());
  }

  @Test
  void s57NameThatTurnsPrivateAfterTheCheckIsNotConnectedTo() {
    AtomicInteger asked = new AtomicInteger();
    AddressRules rules =
        AddressRules.of(List.of(), true)
            .with(
                name ->
                    asked.getAndIncrement() == 0
                        ? AddressRulesTest.places("93.184.216.34")
                        : AddressRulesTest.places("127.0.0.1"));
    rules.checkPlaces("http://pictures.example.org/a.png");

    assertReason(new MediaFetcher(rules), "http://pictures.example.org/a.png", Reason.NOT_ALLOWED);
    assertThat(host.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1/secret", "file:///etc/passwd", "/elsewhere.png"})
  void s58RedirectIsNotFollowed(String location) {
    host.enqueue(new MockResponse.Builder().code(302).setHeader("Location", location).build());
    host.enqueue(answer(PNG).build());

    assertReason(Reason.NOT_FETCHED);
    assertThat(host.getRequestCount()).isEqualTo(1);
  }

  @Test
  void s60AnswerThatIsDeclaredTooLargeIsNotRead() {
    host.enqueue(
        answer(PNG)
            .removeHeader("Content-Length")
            .setHeader("Content-Length", "10737418240")
            .build());

    assertReason(Reason.TOO_LARGE);
  }

  @Test
  void s60EndlessAnswerIsCutAtTheBound() {
    host.enqueue(
        new MockResponse.Builder()
            .chunkedBody(new Buffer().write(PNG).write(new byte[64 * 1024]), 1024)
            .build());

    assertReason(new MediaFetcher(rules(), 32 * 1024), address("/a.png"), Reason.TOO_LARGE);
  }

  @Test
  void s60ByteNowAndThenDoesNotHoldUsBeyondTheTime() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread host = new Thread(() -> drip(socket));
      host.start();
      String address = "http://pictures.example.org:" + socket.getLocalPort() + "/a.png";
      MediaFetcher fetcher =
          new MediaFetcher(
              AddressRules.of(List.of(address.replace("/a.png", "")), false)
                  .with(name -> List.of(InetAddress.getLoopbackAddress())));
      long started = System.nanoTime();

      assertThatThrownBy(
              () -> fetcher.fetch(address, Media.PICTURES, Duration.ofMillis(600), way -> {}))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FETCHED));

      assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(5));
      host.join(TimeUnit.SECONDS.toMillis(5));
      assertThat(host.isAlive()).isFalse();
    }
  }

  /** Sends the head and then a byte every fifty milliseconds, until nobody listens. */
  private static void drip(ServerSocket socket) {
    try (Socket caller = socket.accept();
        OutputStream out = caller.getOutputStream()) {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < 9999; i++) {
        out.write(0);
        out.flush();
        never.await(50, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      // The caller has gone, as he should.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
        "<?xml version=\"1.0\"?><svg/>",
        "<html></html>",
        "",
        "GIF88a",
        "RIFF0000WAVE",
        "%PDF-1.7"
      })
  void s60OtherTypesAreNoPicturesWhateverTheHostSays(String body) {
    host.enqueue(
        answer(body.getBytes(StandardCharsets.UTF_8))
            .setHeader("Content-Type", "image/png")
            .build());

    assertReason(Reason.WRONG_TYPE);
  }

  @Test
  void aDocumentIsBroughtWhereOneIsWanted() {
    host.enqueue(answer("%PDF-1.7".getBytes(StandardCharsets.UTF_8)).build());

    Media media = fetcher().fetch(address("/a"), Media.DOCUMENTS, Duration.ofSeconds(5), way -> {});

    assertThat(media.type()).isEqualTo("application/pdf");
  }

  @Test
  void anotherStatusIsNoPicture() {
    host.enqueue(answer(PNG).code(404).build());

    assertReason(Reason.NOT_FETCHED);
  }

  @Test
  void whatIsStoppedAtOnceFetchesNothing() {
    assertThatThrownBy(
            () ->
                fetcher()
                    .fetch(address("/a"), Media.PICTURES, MediaFetcher.TIME_MAX, Runnable::run))
        .isInstanceOf(MediaException.class);
    assertThat(host.getRequestCount()).isZero();
  }

  private Media fetch(String path) {
    return fetcher().fetch(address(path), Media.PICTURES, MediaFetcher.TIME_MAX, way -> {});
  }

  private MediaFetcher fetcher() {
    return new MediaFetcher(rules());
  }

  /** The name is public, and the operator has allowed it although it lies on this machine. */
  private AddressRules rules() {
    return AddressRules.of(List.of(address("")), false)
        .with(
            name -> {
              lookups.add(name);
              return List.of(InetAddress.getLoopbackAddress());
            });
  }

  private String address(String path) {
    return "http://pictures.example.org:" + host.getPort() + path;
  }

  private void assertReason(Reason reason) {
    assertReason(fetcher(), address("/a.png"), reason);
  }

  private static void assertReason(MediaFetcher fetcher, String address, Reason reason) {
    assertThatThrownBy(
            () -> fetcher.fetch(address, Media.PICTURES, MediaFetcher.TIME_MAX, way -> {}))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static MockResponse.Builder answer(byte[] body) {
    return new MockResponse.Builder().body(new Buffer().write(body));
  }
}
