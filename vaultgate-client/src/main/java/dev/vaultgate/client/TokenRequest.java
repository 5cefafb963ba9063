package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks for a token as OAuth 2.0 has it: a form, or a plain GET at a machine's own address, answered
 * by {@code access_token} and {@code expires_in}.
 */
public final class TokenRequest {

  private static final int ANSWER_BYTES_MAX = 256 * 1024;

  private final Transport transport;
  private final InstantSource time;

  public TokenRequest(Transport transport, InstantSource time) {
    this.transport = transport;
    this.time = time;
  }

  /** A form, such as of the grant {@code client_credentials}. */
  public Token post(String url, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return ask(
        new WireRequest(
            url,
            Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
            body.getBytes(StandardCharsets.UTF_8),
            List.of()));
  }

  /** A GET, as the metadata servers of clouds want it. */
  public Token get(String url, Map<String, String> headers) {
    return ask(WireRequest.get(url, headers));
  }

  private Token ask(WireRequest request) {
    Instant asked = time.instant();
    try (Exchange exchange = transport.send(request, Timeouts.DEFAULT, false, new Cancellation())) {
      byte[] body = exchange.readAll(ANSWER_BYTES_MAX);
      JsonNode answer = json(body);
      String token = answer.path("access_token").asText("");
      if (exchange.status() != 200 || token.isEmpty()) {
        throw refused(exchange.status(), answer);
      }
      long seconds = answer.path("expires_in").asLong(0);
      return new Token(token, asked.plusSeconds(seconds));
    } catch (UpstreamFailure failure) {
      // Whatever went wrong there, it is our way of being let in that failed.
      throw new UpstreamFailure(
          new UpstreamFailure.Kind.Upstream(UpstreamFault.AUTH),
          failure.status(),
          "no token: " + failure.getMessage(),
          null,
          failure);
    }
  }

  private static UpstreamFailure refused(int status, JsonNode answer) {
    String why =
        answer.path("error_description").asText(answer.path("error").asText("answered " + status));
    return new UpstreamFailure(
        new UpstreamFailure.Kind.Upstream(UpstreamFault.AUTH),
        status,
        Secrets.redacted(why),
        null,
        null);
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (IOException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
