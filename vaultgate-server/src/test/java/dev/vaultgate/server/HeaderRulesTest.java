package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between a caller and a provider beside the bodies: nothing that is not ours. */
class HeaderRulesTest {

  private static final String QUESTION = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String CHAT = "{\"model\":\"open-text\"," + QUESTION;

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
  @ValueSource(
      strings = {
        "\"api_base\":\"https://evil.example\"",
        "\"base_url\":\"https://evil.example\"",
        "\"api_key\":\"sk-mine\"",
        "\"custom_host\":\"https://evil.example\"",
        "\"headers\":{\"Authorization\":\"x\"}",
        "\"extra_headers\":{\"X\":\"x\"}",
        "\"api\\u005fbase\":\"https://evil.example\"",
        "\"extra_body\":{\"api_base\":\"https://evil.example\"}",
        "\"extra_body\":{\"openai\":{\"base_url\":\"https://evil.example\"}}",
        "\"fallbacks\":[{\"model\":\"x\",\"api_key\":\"sk-mine\"}]"
      })
  void s55FieldThatNamesAHostOrACredentialIsRefused(String field) throws Exception {
    RawClient.Answer answer = world.chat("{\"model\":\"open-text\"," + field + "," + QUESTION);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"unknown_parameter\"").doesNotContain("sk-mine");
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"generations", "edits"})
  void s55ImagesHaveNoSuchFieldsEither(String path) throws Exception {
    RawClient.Answer answer =
        world.post(
            "/v1/images/" + path,
            "Content-Type: application/json\r\n",
            "{\"model\":\"draw-image\",\"prompt\":\"a cat\",\"image\":\"data:image/png;base64,iVBO\","
                + "\"options\":[{\"api_base\":\"https://evil.example\"}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"unknown_parameter\"");
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_base: https://evil.example",
        "api-base: https://evil.example",
        "base_url: https://evil.example",
        "X-Base-Url: https://evil.example",
        "custom_host: https://evil.example",
        "x-portkey-custom-host: https://evil.example",
        "api_key: sk-mine",
        "x-forward-headers: authorization"
      })
  void s55HeaderThatNamesAHostOrACredentialIsRefused(String header) throws Exception {
    RawClient.Answer answer = world.chat(header + "\r\n", CHAT);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"unknown_parameter\"");
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void s55SuchWordsWithinAConversationAreOnlyWords() throws Exception {
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer("open-text")));

    RawClient.Answer answer =
        world.chat(
            "{\"model\":\"open-text\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"api_key\":{\"type\":"
                + "\"string\"},\"headers\":{\"type\":\"object\"}}}}}],"
                + QUESTION);

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open-text", "claude-text", "gem-text"})
  void s80CallersHeadersDoNotReachTheProvider(String model) throws Exception {
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer(model)));

    world.chat(
        """
        Cookie: session=1
        Forwarded: for=10.0.0.1
        X-Forwarded-For: 10.0.0.1
        X-Forwarded-Host: evil.example
        X-Real-IP: 10.0.0.1
        Proxy-Authorization: Basic abc
        OpenAI-Organization: org-of-the-caller
        OpenAI-Beta: x=1
        anthropic-beta: x
        X-Custom: of the caller
        Accept-Language: de
        User-Agent: curl/8
        Referer: https://example.com/
        Origin: https://example.com
        Connection: keep-alive, X-Custom
        TE: trailers
        Idempotency-Key: 1234
        x-request-id: of-the-caller
        """
            .replace("\n", "\r\n"),
        "{\"model\":\"" + model + "\"," + QUESTION);

    assertThat(world.provider.requests().get(0).headers().keySet())
        .isSubsetOf(
            "host",
            "connection",
            "content-type",
            "content-length",
            "accept",
            "accept-encoding",
            "user-agent",
            "authorization",
            "x-api-key",
            "x-goog-api-key",
            "anthropic-version");
    assertThat(world.provider.requests().get(0).headers().values())
        .noneMatch(value -> value.contains("vg_") || value.contains("of the caller"))
        .anyMatch(value -> value.contains(ThreeDialects.KEY_OF_THE_OPERATOR));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void s79ProvidersHeadersDoNotReachTheCaller(boolean stream) throws Exception {
    String theirs =
        """
        Set-Cookie: __cf_bm=1; path=/
        openai-organization: org-of-the-operator
        openai-processing-ms: 12
        x-request-id: of-the-provider
        cf-ray: 123
        server: cloudflare
        via: 1.1 somewhere
        x-ratelimit-remaining-requests: 3
        Strict-Transport-Security: max-age=1
        Access-Control-Allow-Origin: *
        Retry-After: 7
        alt-svc: h3=":443"
        """
            .replace("\n", "\r\n");
    String type = stream ? "text/event-stream" : "application/json";
    String body = stream ? ThreeDialects.events("open-text") : ThreeDialects.answer("open-text");
    world.provider.then(
        c ->
            c.answer(
                "HTTP/1.1 200 X\r\nContent-Type: " + type + "\r\n" + theirs,
                body.getBytes(StandardCharsets.UTF_8)));

    RawClient.Answer answer =
        world.chat("{\"model\":\"open-text\",\"stream\":" + stream + "," + QUESTION);

    assertThat(answer.status()).isEqualTo(200);
    List<String> names =
        answer.headers().stream()
            .map(header -> header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT))
            .toList();
    assertThat(names)
        .doesNotContain(
            "set-cookie",
            "openai-organization",
            "openai-processing-ms",
            "cf-ray",
            "server",
            "via",
            "strict-transport-security",
            "access-control-allow-origin",
            "retry-after",
            "alt-svc");
    assertThat(answer.header("x-request-id")).isNotEqualTo("of-the-provider");
    assertThat(String.join("\n", answer.headers())).doesNotContain("of-the");
  }

  @Test
  void s44LargePictureWithinTheLimitIsServed() throws Exception {
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer("open-text")));
    String picture = "data:image/png;base64,iVBORw0KGgo" + "A".repeat(21 * 1024 * 1024);

    RawClient.Answer answer =
        world.chat(
            "{\"model\":\"open-text\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                + picture
                + "\"}}]}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(world.provider.bodies().get(0)).hasSizeGreaterThan(21 * 1024 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip, gzip"})
  void s45CompressedBodyIsRefused(String encoding) throws Exception {
    RawClient.Answer answer = world.chat("Content-Encoding: " + encoding + "\r\n", CHAT);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("\"unsupported_media_type\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void s46BodyOfAnotherTypeIsRefused(String type) throws Exception {
    RawClient.Answer answer = world.post("Content-Type: " + type + "\r\n", CHAT);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("\"unsupported_media_type\"");
    assertThat(world.provider.requests()).isEmpty();
  }
}
