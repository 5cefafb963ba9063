package dev.vaultgate.client.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * The key file of a service account, which signs its own wish for a token (RFC 7523). Its text form
 * shows no key.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">Google's
 *     reference</a>
 */
final class ServiceAccount {

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final long SECONDS = 3_600;

  private final String email;
  private final String keyId;
  private final String tokenUri;
  private final PrivateKey key;

  private ServiceAccount(String email, String keyId, String tokenUri, PrivateKey key) {
    this.email = email;
    this.keyId = keyId;
    this.tokenUri = tokenUri;
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when a field is missing or the key cannot be read
   */
  static ServiceAccount of(JsonNode file) {
    return new ServiceAccount(
        required(file, "client_email"),
        file.path("private_key_id").asText(""),
        file.path("token_uri").asText("https://oauth2.googleapis.com/token"),
        key(required(file, "private_key")));
  }

  private static String required(JsonNode file, String field) {
    String value = file.path(field).asText("");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "credentials: " + field + " is missing (expected: the key file of a service account)");
    }
    return value;
  }

  private static PrivateKey key(String pem) {
    String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "credentials: private_key cannot be read (expected: a PKCS #8 key in PEM)", e);
    }
  }

  String tokenUri() {
    return tokenUri;
  }

  /** What is given for a token: who asks for what, signed. */
  String assertion(Instant now) {
    ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    ObjectNode claims =
        Json.object()
            .put("iss", email)
            .put("scope", SCOPE)
            .put("aud", tokenUri)
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + SECONDS);
    String signed = encoded(Json.bytes(header)) + "." + encoded(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with RSA", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "ServiceAccount[" + email + "]";
  }
}
