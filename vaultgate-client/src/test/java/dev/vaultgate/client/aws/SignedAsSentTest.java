package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.http.SocketTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What reaches the service is what was signed: the path, the host and the body. */
class SignedAsSentTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final SignatureV4 SIGNATURE =
      new SignatureV4(new AwsKeys("AK", "secret", null), "us-east-1", "bedrock");
  private static final String ANSWER =
      "{\"output\":{\"message\":{\"content\":[{\"text\":\"Hi\"}]}},\"stopReason\":\"end_turn\"}";

  @Test
  void signatureFitsTheRequestThatArrives() throws IOException {
    try (RawUpstream upstream = new RawUpstream();
        SocketTransport transport = new SocketTransport()) {
      upstream.always(
          connection ->
              connection.answer(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", ANSWER.getBytes(UTF_8)));
      String origin = URI.create(upstream.url()).resolve("/").toString();
      Target target =
          new Target(
              "amazon-bedrock",
              "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.claude-v1:0",
              origin.substring(0, origin.length() - 1),
              Map.of(),
              Map.of(),
              Set.of(),
              Target.Traits.UNKNOWN,
              request -> SIGNATURE.headers(request, TIME));

      new ProviderClient(new BedrockWire(), target, transport).chat(ChatRequest.of("m", "Grüße"));

      RawUpstream.Request arrived = upstream.requests().get(0);
      WireRequest seen =
          new WireRequest(
              arrived.method(),
              "http://" + arrived.headers().get("host") + arrived.target(),
              Map.of(),
              arrived.body().getBytes(UTF_8),
              List.of());
      assertThat(arrived.headers())
          .containsEntry("authorization", SIGNATURE.headers(seen, TIME).get("Authorization"))
          .containsEntry("x-amz-date", "20260102T030405Z");
    }
  }
}
