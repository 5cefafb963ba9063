package dev.vaultgate.client.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPostTest {

  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  private static final Duration TIME = Duration.ofSeconds(5);

  private final MockWebServer host = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    host.start();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** Rules that find the host under a public name. */
  private AddressRules allowing() {
    return AddressRules.of(List.of("http://hooks.example.org:" + host.getPort()), false)
        .with(name -> AddressRulesTest.places("127.0.0.1"));
  }

  private OptionalInt post(AddressRules rules, String url) {
    return new OutboundPost(rules).post(url, Map.of("x-mine", "yes"), BODY, TIME);
  }

  private String url() {
    return "http://hooks.example.org:" + host.getPort() + "/in?key=1";
  }

  @Test
  void aMessageIsPostedAsItIsWithoutAnythingOfOurs() throws Exception {
    host.enqueue(new MockResponse.Builder().code(204).build());

    assertThat(post(allowing(), url())).hasValue(204);

    RecordedRequest request = host.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/in?key=1");
    assertThat(request.getBody().utf8()).isEqualTo("{\"a\":1}");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("x-mine")).isEqualTo("yes");
    assertThat(request.getHeaders().names())
        .doesNotContain("Cookie", "Authorization", "Proxy-Authorization");
  }

  @Test
  void s58ARedirectIsToldAndNotFollowed() {
    host.enqueue(
        new MockResponse.Builder().code(307).setHeader("Location", "http://127.0.0.1/").build());
    host.enqueue(new MockResponse.Builder().code(200).build());

    assertThat(post(allowing(), url())).hasValue(307);
    assertThat(host.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "https://127.0.0.1:%d/",
        "http://localhost:%d/",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://user@hooks.example.org/",
        "not an address"
      })
  void s56AnAddressThatIsNotOfThePublicInternetIsNotSpokenTo(String form) {
    assertThat(post(AddressRules.PUBLIC, form.formatted(host.getPort()))).isEmpty();
    assertThat(host.getRequestCount()).isZero();
  }

  @Test
  void s57ANameThatLeadsIntoAPrivateNetworkIsNotSpokenTo() {
    AddressRules rules =
        AddressRules.of(List.of(), true).with(name -> AddressRulesTest.places("127.0.0.1"));

    assertThat(post(rules, "http://hooks.example.org/")).isEmpty();
    assertThat(host.getRequestCount()).isZero();
  }

  @Test
  void s60AHostThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      AddressRules rules =
          AddressRules.of(List.of("http://hooks.example.org:" + silent.getLocalPort()), false)
              .with(name -> AddressRulesTest.places("127.0.0.1"));

      assertThat(
              new OutboundPost(rules)
                  .post(
                      "http://hooks.example.org:" + silent.getLocalPort(),
                      Map.of(),
                      BODY,
                      Duration.ofMillis(100)))
          .isEmpty();
    }
  }
}
