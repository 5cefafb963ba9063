package dev.vaultgate.router.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(UTF_8);

  /** HMAC-SHA256 of {@code 1700000000.{"id":"evt_1"}} under {@code whsec_test}, by openssl. */
  private static final String KNOWN =
      "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";

  private static boolean fits(String header, Instant now) {
    return WebhookSignature.parse(header)
        .filter(signature -> signature.fits(BODY, "whsec_test", now))
        .isPresent();
  }

  @Test
  void aSignatureIsWhatEverybodyElseMakesOfIt() {
    assertThat(WebhookSignature.of(BODY, "whsec_test", NOW).header())
        .isEqualTo("t=1700000000,v1=" + KNOWN);
    assertThat(fits("t=1700000000,v1=" + KNOWN, NOW)).isTrue();
  }

  @Test
  void oneOfSeveralSignaturesIsEnoughAndOtherSchemesCountForNothing() {
    String other = "00".repeat(32);

    assertThat(fits("t=1700000000,v1=" + other + ",v1=" + KNOWN + ",v0=" + other, NOW)).isTrue();
    assertThat(fits("t=1700000000,v0=" + KNOWN, NOW)).isFalse();
    assertThat(fits("t=1700000000,v1=" + other, NOW)).isFalse();
  }

  @Test
  void s35AnOldSignatureIsNone() {
    String header = "t=1700000000,v1=" + KNOWN;

    assertThat(fits(header, NOW.plusSeconds(300))).isTrue();
    assertThat(fits(header, NOW.plusSeconds(301))).isFalse();
    assertThat(fits(header, NOW.minusSeconds(301))).isFalse();
  }

  @Test
  void s35AnotherTimeOrBodyOrSecretIsNotSigned() {
    assertThat(fits("t=1700000001,v1=" + KNOWN, NOW)).isFalse();
    assertThat(
            WebhookSignature.of(BODY, "whsec_test", NOW)
                .fits("{}".getBytes(UTF_8), "whsec_test", NOW))
        .isFalse();
    assertThat(WebhookSignature.of(BODY, "whsec_test", NOW).fits(BODY, "whsec_other", NOW))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=1700000000",
        "v1=00",
        "t=,v1=00",
        "t=x,v1=00",
        "t=1700000000,v1=xy",
        "t=1700000000,v1=",
        "t=-9223372036854775808,v1=00",
        "t=9223372036854775807,v1=00",
        ",,,=,=="
      })
  void whatIsNoSignatureFitsNothing(String header) {
    assertThat(fits(header, NOW)).isFalse();
  }

  @Test
  void aHeaderOfUnboundedLengthIsNotRead() {
    assertThat(WebhookSignature.parse("t=1700000000" + ",v1=00".repeat(10_000))).isEmpty();
    assertThat(WebhookSignature.parse(null)).isEmpty();
  }
}
