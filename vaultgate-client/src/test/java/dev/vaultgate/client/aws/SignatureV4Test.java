package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.CannedTransport;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.WireRequest;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures against the ones that AWS published as its test suite for Signature Version 4. */
class SignatureV4Test {

  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final SignatureV4 SIGNATURE =
      new SignatureV4(new AwsKeys("AKIDEXAMPLE", SECRET, null), "us-east-1", "service");

  private static WireRequest request(String method, String url, Map<String, String> headers) {
    return new WireRequest(method, url, headers, new byte[0], List.of());
  }

  private static String authorization(WireRequest request) {
    return SIGNATURE.headers(request, TIME).get("Authorization");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "get-vanilla, GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "post-vanilla, POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "get-utf8, GET, /ሴ, 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    "get-space, GET, /example space/,"
        + " 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
    "get-vanilla-query-order-key-case, GET, /?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  })
  void publishedVectorIsMet(String name, String method, String path, String signature) {
    assertThat(authorization(request(method, "https://example.amazonaws.com" + path, Map.of())))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + signature);
  }

  @Test
  void contentTypeAndBodyAreSigned() {
    WireRequest form =
        new WireRequest(
            "https://example.amazonaws.com/",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "Param1=value1".getBytes(UTF_8),
            List.of());

    // The suite's post-x-www-form-urlencoded.
    assertThat(authorization(form))
        .endsWith(
            "SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  @Test
  void whatIsEncodedInThePathIsEncodedOnceMore() {
    String sent = "https://a.test/model/claude-v1%3A0/converse";

    assertThat(authorization(request("POST", sent, Map.of())))
        .isEqualTo(authorization(request("POST", sent, Map.of("Accept", "*/*"))))
        .isNotEqualTo(
            authorization(request("POST", "https://a.test/model/claude-v1:0/converse", Map.of())));
  }

  @Test
  void lentKeysSendTheirTokenAndSignIt() {
    SignatureV4 lent = new SignatureV4(new AwsKeys("AK", SECRET, "token"), "eu-west-1", "bedrock");

    Map<String, String> headers = lent.headers(request("POST", "https://a.test/x", Map.of()), TIME);

    assertThat(headers)
        .containsEntry("X-Amz-Date", "20150830T123600Z")
        .containsEntry("X-Amz-Security-Token", "token");
    assertThat(headers.get("Authorization"))
        .contains("SignedHeaders=host;x-amz-date;x-amz-security-token");
  }

  private static Credentials open(Map<String, String> values) {
    return new AwsIdentity(() -> TIME)
        .open(values, new CannedTransport(200, Map.of(), InputStream.nullInputStream()));
  }

  @Test
  void identitySignsForBedrockAndShowsNoSecret() {
    Credentials credentials =
        open(
            Map.of(
                "access_key_id", "AKIDEXAMPLE",
                "secret_access_key", SECRET,
                "session_token", "lent-token",
                "region", "us-west-2"));

    assertThat(credentials.headers(request("POST", "https://a.test/x", Map.of())))
        .hasEntrySatisfying(
            "Authorization", value -> assertThat(value).contains("/us-west-2/bedrock/"));
    assertThat(credentials.toString()).doesNotContain(SECRET, "lent-token");
  }

  @ParameterizedTest
  @CsvSource({
    "access_key_id, AWS_ACCESS_KEY_ID",
    "secret_access_key, AWS_SECRET_ACCESS_KEY",
    "region, AWS_REGION or AWS_DEFAULT_REGION",
  })
  void settingThatIsMissingIsNamedWithItsVariable(String setting, String variable) {
    Map<String, String> values =
        new HashMap<>(
            Map.of("access_key_id", "AK", "secret_access_key", SECRET, "region", "us-east-1"));
    values.remove(setting);

    assertThatThrownBy(() -> open(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(setting + " is missing", variable)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void regionThatIsNoneIsRefused() {
    assertThatThrownBy(
            () ->
                open(
                    Map.of(
                        "access_key_id", "AK",
                        "secret_access_key", SECRET,
                        "region", "us/east")))
        .hasMessageContaining("region: us/east");
  }
}
