package dev.vaultgate.client.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.CannedTransport;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.WireRequest;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a request gets Google's token. */
class GoogleIdentityTest {

  private static final WireRequest REQUEST = WireRequest.get("https://vertex.test", Map.of());
  private static final String TOKEN = "{\"access_token\":\"ya29.fresh\",\"expires_in\":3599}";

  @TempDir Path folder;
  private Instant now = Instant.ofEpochSecond(1_800_000_000);

  private static CannedTransport answering(int status, String body) {
    return new CannedTransport(status, Map.of(), new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  private GoogleIdentity identity() {
    return new GoogleIdentity(
        () -> now, folder.resolve("absent.json"), "http://metadata.test/token");
  }

  private static Map<String, String> form(WireRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : new String(request.body(), UTF_8).split("&", -1)) {
      String[] parts = field.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  @Test
  void aServiceAccountSignsItsWish() throws Exception {
    KeyPair keys = keys();
    CannedTransport transport = answering(200, TOKEN);
    Credentials credentials = identity().open(Map.of("credentials_json", keyFile(keys)), transport);

    assertThat(credentials.headers(REQUEST))
        .containsExactly(Map.entry("Authorization", "Bearer ya29.fresh"));

    WireRequest asked = transport.sent().get(0);
    assertThat(asked.url()).isEqualTo("https://token.test/token");
    Map<String, String> form = form(asked);
    assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] jwt = form.get("assertion").split("\\.", -1);
    JsonNode claims = Json.read(Base64.getUrlDecoder().decode(jwt[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("robot@lab.test");
    assertThat(claims.path("aud").asText()).isEqualTo("https://token.test/token");
    assertThat(claims.path("iat").asLong()).isEqualTo(now.getEpochSecond());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((jwt[0] + "." + jwt[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
  }

  @Test
  void aTokenIsKeptUntilShortlyBeforeItsEnd() throws Exception {
    CannedTransport transport = answering(200, TOKEN);
    Credentials credentials =
        identity().open(Map.of("credentials_json", keyFile(keys())), transport);

    credentials.headers(REQUEST);
    now = now.plusSeconds(3_000);
    credentials.headers(REQUEST);
    assertThat(transport.sent()).hasSize(1);

    // The next token cannot be had, as this transport's body is empty by now: the old one goes on.
    now = now.plusSeconds(400);
    assertThat(credentials.headers(REQUEST)).containsValue("Bearer ya29.fresh");
    assertThat(transport.sent()).hasSize(2);

    now = now.plusSeconds(400);
    assertThatThrownBy(() -> credentials.headers(REQUEST))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            e -> assertThat(e.kind()).isEqualTo(new Kind.Upstream(UpstreamFault.AUTH)));
  }

  @Test
  void aLoginIsRefreshed() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("login.json"),
            "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\","
                + "\"refresh_token\":\"r\"}");
    CannedTransport transport = answering(200, TOKEN);
    Credentials credentials =
        identity().open(Map.of("credentials_file", file.toString()), transport);

    credentials.headers(REQUEST);

    assertThat(form(transport.sent().get(0)))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "r");
  }

  @Test
  void whereNothingIsSaidTheMachineIsAsked() {
    CannedTransport transport = answering(200, TOKEN);

    identity().open(Map.of(), transport).headers(REQUEST);

    assertThat(transport.sent().get(0).url()).isEqualTo("http://metadata.test/token");
    assertThat(transport.sent().get(0).headers()).containsEntry("Metadata-Flavor", "Google");
  }

  @Test
  void aRefusalIsToldWithoutSecrets() throws Exception {
    CannedTransport transport =
        answering(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad key.\"}");
    Credentials credentials =
        identity().open(Map.of("credentials_json", keyFile(keys())), transport);

    assertThatThrownBy(() -> credentials.headers(REQUEST))
        .isInstanceOf(UpstreamFailure.class)
        .hasMessageContaining("Bad key.");
    assertThat(credentials.toString()).doesNotContain("KEY");
  }

  @Test
  void aFileThatIsNoKeyIsToldSo() {
    assertThatThrownBy(
            () ->
                identity()
                    .open(
                        Map.of("credentials_json", "{\"private_key\":\"x\"}"), answering(200, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client_email");
    assertThatThrownBy(
            () -> identity().open(Map.of("credentials_json", "secret"), answering(200, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String keyFile(KeyPair keys) {
    String key =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    return "{\"type\":\"service_account\",\"client_email\":\"robot@lab.test\",\"private_key_id\":\"k1\","
        + "\"token_uri\":\"https://token.test/token\",\"private_key\":\""
        + key
        + "\"}";
  }
}
