package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.ImageCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How images are handed in to be edited. The server takes a megabyte here. */
class ImageEditsTest {

  private static final String PNG = "\u0089PNG-bytes";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawClient.Answer post(String path, String headers, String body) throws Exception {
    try (RawClient client = server.client()) {
      client.send(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + ScriptedDesk.KEY
              + "\r\n"
              + headers
              + "Content-Length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body);
      return client.answer();
    }
  }

  private static String field(String name, String value) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static String file(String name) {
    return "--x\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
        + PNG
        + "\r\n";
  }

  private static RawClient.Answer form(String parts) throws Exception {
    return post(
        "/v1/images/edits",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        parts.isEmpty() ? parts : parts + "--x--\r\n");
  }

  @Test
  void aFormWithFilesIsRead() throws Exception {
    RawClient.Answer answer =
        form(
            field("model", "painter-image")
                + field("prompt", "greener")
                + field("n", "2")
                + field("size", "1024x1024")
                + field("input_fidelity", "high")
                + file("image[]")
                + file("image[]")
                + file("mask"));

    assertThat(answer.status()).isEqualTo(200);
    ImageCall call = server.desk.lastImages;
    assertThat(call.request().prompt()).isEqualTo("greener");
    assertThat(call.request().images()).isEqualTo(2);
    assertThat(call.request().extra()).containsKey("input_fidelity");
    assertThat(call.inputs()).hasSize(2);
    assertThat(call.inputs().get(0).requireData().mediaType()).isEqualTo("image/png");
    assertThat(call.inputs().get(0).requireBytes()).isEqualTo(PNG.getBytes(UTF_8));
    assertThat(call.mask()).isNotNull();
  }

  @Test
  void jsonWithAddressesIsRead() throws Exception {
    RawClient.Answer answer =
        post(
            "/v1/images/edits",
            "Content-Type: application/json\r\n",
            "{\"model\":\"p\",\"prompt\":\"x\",\"images\":[{\"image_url\":\"https://e.org/a.png\"}],"
                + "\"mask\":{\"image_url\":\"data:image/png;base64,AAAA\"}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.desk.lastImages.inputs().get(0).url()).isEqualTo("https://e.org/a.png");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertThat(form(field("model", "p") + file("image")).body())
        .contains("\"missing_parameter\"")
        .contains("\"prompt\"");
    assertThat(form(field("model", "p") + field("prompt", "x")).body())
        .contains("\"missing_parameter\"")
        .contains("\"image\"");
    assertThat(form(field("prompt", "x") + file("image")).status()).isEqualTo(400);
  }

  @Test
  void aFormThatIsNoneIsRefused() throws Exception {
    assertThat(form("").status()).isEqualTo(400);
    assertThat(form("rubbish").status()).isEqualTo(400);
    assertThat(
            post(
                    "/v1/images/edits",
                    "Content-Type: multipart/form-data; boundary=x\r\n",
                    field("model", "p") + file("image"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void s43AFormThatIsTooLargeIsRefused() throws Exception {
    try (RawClient client = server.client()) {
      // The answer comes before the body, which nobody needs to send.
      client.send(
          "POST /v1/images/edits HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + ScriptedDesk.KEY
              + "\r\nContent-Type: multipart/form-data; boundary=x\r\n"
              + "Content-Length: 1100000\r\n\r\n");

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("\"request_too_large\"");
    }
  }

  @Test
  void s45s46AnyOtherKindIsRefused() throws Exception {
    String[] kinds = {
      "Content-Type: text/plain\r\n",
      "Content-Type: application/x-www-form-urlencoded\r\n",
      "Content-Type: multipart/mixed; boundary=x\r\n",
      "Content-Type: multipart/form-data\r\n",
      "Content-Type: multipart/form-data; boundary=x\r\nContent-Encoding: gzip\r\n"
    };
    for (String kind : kinds) {
      assertThat(post("/v1/images/edits", kind, "x").status()).as(kind).isEqualTo(415);
    }
    assertThat(
            post(
                    "/v1/images/generations",
                    "Content-Type: multipart/form-data; boundary=x\r\n",
                    field("prompt", "x") + "--x--\r\n")
                .status())
        .isEqualTo(415);
  }

  @Test
  void streamsOfImagesAreRefused() throws Exception {
    assertThat(
            post(
                    "/v1/images/generations",
                    "Content-Type: application/json\r\n",
                    "{\"model\":\"p\",\"prompt\":\"x\",\"stream\":true}")
                .status())
        .isEqualTo(400);
  }
}
