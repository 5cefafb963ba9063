package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.outbound.Media;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that a request names by address, at the running server. */
class MediaTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1};
  private static final String PNG_HEAD = "HTTP/1.1 200 X\r\nContent-Type: image/png\r\n";

  @TempDir Path folder;
  private ThreeDialects world;

  @BeforeEach
  void start() throws IOException {
    world = new ThreeDialects(folder);
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open-text", "claude-text", "gem-text"})
  void s56s61AddressWithinTheNetworkReachesNobody(String model) throws Exception {
    try (ServerSocket sentinel = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      int port = sentinel.getLocalPort();
      for (String address :
          new String[] {
            "https://127.0.0.1:" + port + "/",
            "http://127.0.0.1:" + port + "/",
            "https://localhost:" + port + "/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://localhost./",
            "https://metadata.google.internal/",
            "http://169.254.169.254/latest/meta-data/"
          }) {
        assertNotAllowed(world.chat(request(model, address)));
      }
      sentinel.setSoTimeout(1);
      assertThat(isConnected(sentinel)).isFalse();
    }
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open-text", "claude-text", "gem-text"})
  void s59OtherKindsOfAddressesAreRefused(String model) throws Exception {
    for (String address :
        new String[] {
          "file:///etc/passwd",
          "ftp://example.com/a.png",
          "gopher://example.com/",
          "jar:https://example.com/a.jar!/b.png",
          "https://user@example.com/a.png",
          "https://example.com\\\\@127.0.0.1/a.png",
          "https://example.com#@127.0.0.1/a.png",
          "https://example.com:22/a.png"
        }) {
      assertNotAllowed(world.chat(request(model, address)));
    }
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void s61AddressesOfDocumentsAndFilmsAreHeldToTheSameRules() throws Exception {
    String file = "{\"type\":\"file\",\"file\":{\"file_data\":\"https://10.0.0.1/a.pdf\"}}";
    String film = "{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://10.0.0.1/a.mp4\"}}";

    assertNotAllowed(world.chat(requestOf("open-text", file)));
    assertNotAllowed(world.chat(requestOf("open-text", film)));
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "mask", "mask_url"})
  void s56s61PicturesToEditAreHeldToTheSameRules(String field) throws Exception {
    String image = field.equals("image") ? "" : "\"image\":\"data:image/png;base64,iVBO\",";
    RawClient.Answer answer =
        world.post(
            "/v1/images/edits",
            "Content-Type: application/json\r\n",
            "{\"model\":\"draw-image\",\"prompt\":\"a cat\","
                + image
                + "\""
                + field
                + "\":\"https://127.0.0.1/cat.png\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"image_url_not_allowed\"");
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open-text", "claude-text"})
  void publicAddressIsPassedOnToAProviderThatFetches(String model) throws Exception {
    String address = "https://93.184.216.34/cat.png";
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer(model)));

    RawClient.Answer answer = world.chat(request(model, address));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(world.provider.bodies().get(0)).contains("\"" + address + "\"");
  }

  @Test
  void providerThatWantsBytesGetsThem() throws Exception {
    world.pictures.then(c -> c.answer(PNG_HEAD, PNG));
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer("gem-text")));

    RawClient.Answer answer = world.chat(request("gem-text", world.pictures.url() + "/cat.png"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(world.provider.bodies().get(0))
        .contains("\"inlineData\"")
        .contains(new Media("image/png", PNG).base64())
        .doesNotContain("cat.png");
    assertThat(world.pictures.requests().get(0).headers())
        .doesNotContainKeys("authorization", "cookie", "x-goog-api-key");
  }

  @Test
  void s58RedirectOfAnAllowedHostIsNotFollowed() throws Exception {
    world.pictures.then(
        c -> c.send("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"));

    assertNotFetched(world.chat(request("gem-text", world.pictures.url() + "/cat.png")));
    assertThat(world.pictures.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "secret of the network"})
  void s60WhatIsNoPictureIsNeitherPassedOnNorShown(String body) throws Exception {
    world.pictures.then(c -> c.answer(200, "image/png", body));

    RawClient.Answer answer = world.chat(request("gem-text", world.pictures.url() + "/a.png"));

    assertNotFetched(answer);
    assertThat(answer.body()).doesNotContain("svg").doesNotContain("secret");
  }

  @Test
  void s60LargePictureIsCut() throws Exception {
    world.pictures.then(
        c -> c.send("HTTP/1.1 200 X\r\nContent-Length: 10737418240\r\n\r\n").awaitCallerLeaving());

    assertNotFetched(world.chat(request("gem-text", world.pictures.url() + "/a.png")));
  }

  @Test
  void atMostFourAreFetchedForARequest() throws Exception {
    world.pictures.always(c -> c.answer(PNG_HEAD, PNG));
    String part = part(world.pictures.url() + "/a.png");

    RawClient.Answer answer =
        world.chat(requestOf("gem-text", String.join(",", part, part, part, part, part)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_value\"").contains("at most");
    assertThat(world.provider.requests()).isEmpty();
  }

  private static String request(String model, String address) {
    return requestOf(model, part(address));
  }

  private static String part(String address) {
    return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + address + "\"}}";
  }

  private static String requestOf(String model, String parts) {
    return "{\"model\":\""
        + model
        + "\",\"messages\":[{\"role\":\"user\",\"content\":["
        + parts
        + ",{\"type\":\"text\",\"text\":\"What is it?\"}]}]}";
  }

  private static void assertNotAllowed(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"image_url_not_allowed\"")
        .contains("\"param\":\"messages[0].content[0].");
  }

  private static void assertNotFetched(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"invalid_value\"")
        .contains("\"param\":\"messages[0].content[0].image_url\"")
        .contains("could not be fetched");
  }

  private static boolean isConnected(ServerSocket sentinel) throws IOException {
    try {
      sentinel.accept().close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
