package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that callers, operators and providers bring, looked for in everything that is written.
 */
class PlantedSecretsTest {

  private static final String JSON = "application/json";
  private static final String PROVIDER_KEY = "sk-planted-provider-0123456789";
  private static final String HOOK = "planted-hook-secret-0123456789";
  private static final String PROMPT = "planted prompt of the caller";
  private static final String ANSWER = "planted answer of the provider";
  private static final String BODY =
      "{\"model\":\"lab-0-text\",\"messages\":[{\"role\":\"user\",\"content\":\""
          + PROMPT
          + "\"}]}";

  /** What providers write into errors. */
  private static final List<String> ECHOED =
      List.of(
          PROVIDER_KEY,
          "sk-ant-planted0123456789",
          "gsk_planted0123456789",
          "xai-planted0123456789",
          "hf_planted0123456789",
          "AIzaplanted0123456789",
          "sk_live_planted0123456789",
          "whsec_planted0123456789",
          "eyJplanted0123456789.planted0123456789.planted0123456789");

  /** What callers send that is no key of ours. */
  private static final String WRONG_KEY = "vg_plantedwrong0123456789abcdefghijklmn";

  private static final String IN_QUERY = "vg_plantedquery0123456789abcdefghijklmn";
  private static final String COOKIE = "planted-cookie-0123456789";

  @TempDir Path folder;

  @Test
  void s77s78NoSecretIsWritten() throws IOException {
    RawUpstream provider = new RawUpstream();
    StringBuilder written = new StringBuilder();
    String secret;
    Path file;
    try (LogCapture log = LogCapture.of("dev.vaultgate");
        MoneyServer gateway =
            new MoneyServer(
                folder,
                "secrets",
                provider,
                1,
                "alerts: { webhook: { url: \"https://hooks.invalid/x\", secret: \""
                    + HOOK
                    + "\" } }\n",
                ", api_key: \"" + PROVIDER_KEY + "\"")) {
      file = gateway.file();
      Keys.Created key = gateway.server.gateway().keys().create(KeySpec.named("planted"));
      secret = key.secret().reveal();
      for (String echoed : ECHOED) {
        for (int status : new int[] {400, 429, 500}) {
          provider.then(
              c ->
                  c.answer(
                      status, JSON, "{\"error\":{\"message\":\"key " + echoed + " is odd\"}}"));
        }
        provider.then(c -> c.answer(502, "text/html", "<h1>key " + echoed + "</h1>"));
        provider.then(c -> c.answer(200, "text/plain", "Bearer " + echoed));
      }
      provider.always(RawUpstream.Connection::finish);
      for (int i = 0; i < ECHOED.size() * 5; i++) {
        written.append(ask(gateway, secret, "/v1/chat/completions", ""));
        gateway.server.gateway().router().deployments().forEach(d -> d.health().enable());
      }
      written.append(ask(gateway, WRONG_KEY, "/v1/chat/completions", ""));
      written.append(ask(gateway, secret, "/v1/models?key=" + IN_QUERY, "Cookie: id=" + COOKIE));
      provider.always(
          c ->
              c.answer(
                  200,
                  JSON,
                  "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                      + ANSWER
                      + "\"},\"finish_reason\":\"stop\"}]}"));
      assertThat(ask(gateway, secret, "/v1/chat/completions", "")).contains(ANSWER);
      written.append(ask(gateway, secret, "/metrics", ""));
      LogLine lines = new LogLine();
      for (LogRecord event : log.events()) {
        written.append(lines.format(event));
      }
      assertThat(log.events()).hasSizeGreaterThan(50);
    } finally {
      provider.close();
    }
    written.append(Files.readString(file, ISO_8859_1));

    List<String> planted = new ArrayList<>(ECHOED);
    planted.addAll(List.of(secret, HOOK, PROMPT, ANSWER, WRONG_KEY, IN_QUERY, COOKIE));
    assertThat(planted).hasSizeGreaterThanOrEqualTo(15);
    assertThat(planted).noneMatch(written.toString()::contains);
  }

  private static String ask(MoneyServer gateway, String key, String path, String header)
      throws IOException {
    boolean isGet = !path.startsWith("/v1/chat");
    try (RawClient client = new RawClient(gateway.server.port())) {
      return client
          .send(
              "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%sContent-Type: "
                      .formatted(
                          isGet ? "GET" : "POST",
                          path,
                          key,
                          header.isEmpty() ? "" : header + "\r\n")
                  + "application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(isGet ? 0 : BODY.length(), isGet ? "" : BODY))
          .answer()
          .body();
    }
  }
}
