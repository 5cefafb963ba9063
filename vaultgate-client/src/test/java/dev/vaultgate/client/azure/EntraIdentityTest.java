package dev.vaultgate.client.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.CannedTransport;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.WireRequest;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a request gets Microsoft's token. */
class EntraIdentityTest {

  private static final WireRequest REQUEST = WireRequest.get("https://azure.test", Map.of());

  private final EntraIdentity identity =
      new EntraIdentity(() -> Instant.ofEpochSecond(1_800_000_000));
  private final CannedTransport transport =
      new CannedTransport(
          200,
          Map.of(),
          new ByteArrayInputStream(
              "{\"access_token\":\"eyJ.fresh\",\"expires_in\":\"3599\"}".getBytes(UTF_8)));

  @Test
  void anApplicationAsksWithItsSecret() {
    Credentials credentials =
        identity.open(
            Map.of("tenant_id", "t", "client_id", "c", "client_secret", "s&x"), transport);

    assertThat(credentials.headers(REQUEST))
        .containsExactly(Map.entry("Authorization", "Bearer eyJ.fresh"));
    assertThat(transport.sent().get(0).url())
        .isEqualTo("https://login.microsoftonline.com/t/oauth2/v2.0/token");
    assertThat(new String(transport.sent().get(0).body(), UTF_8))
        .contains(
            "grant_type=client_credentials",
            "client_secret=s%26x",
            "scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
  }

  @Test
  void aMachineAsksItsOwnAddress() {
    identity.open(Map.of("managed_identity", "true"), transport).headers(REQUEST);

    assertThat(transport.sent().get(0).method()).isEqualTo("GET");
    assertThat(transport.sent().get(0).url())
        .startsWith("http://169.254.169.254/metadata/identity");
    assertThat(transport.sent().get(0).headers()).containsEntry("Metadata", "true");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> identity.open(Map.of("tenant_id", "t"), transport))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client_id")
        .hasMessageContaining("AZURE_CLIENT_ID");
  }
}
