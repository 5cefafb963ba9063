package dev.vaultgate.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.time.SystemTime;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {

  /** CRC-32 of thirty zeros in ASCII is 0x77E5DB82, 2011552642, which is 2C8GjS in base 62. */
  private static final String ZEROS = "vg_000000000000000000000000000000" + "2C8GjS";

  private final KeySecret secret = KeySecret.create(SystemTime.system());

  @Test
  void aSecretHasItsPrefixItsRandomPartAndItsChecksum() {
    assertThat(secret.reveal()).matches("vg_[0-9A-Za-z]{36}");
    assertThat(KeySecret.isWellFormed(secret.reveal())).isTrue();
  }

  @Test
  void theChecksumIsTheCrcOfTheRandomPart() {
    assertThat(KeySecret.isWellFormed(ZEROS)).isTrue();
    assertThat(KeySecret.isWellFormed(ZEROS.replace("2C8GjS", "2C8Gja"))).isFalse();
  }

  @Test
  void noTwoSecretsAreTheSame() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      secrets.add(KeySecret.create(SystemTime.system()).reveal());
    }

    assertThat(secrets).hasSize(10_000);
  }

  @Test
  void everyCharacterOfTheAlphabetIsAsLikely() {
    int[] counts = new int[128];
    for (int i = 0; i < 10_000; i++) {
      KeySecret.create(SystemTime.system())
          .reveal()
          .substring(3, 33)
          .chars()
          .forEach(c -> counts[c]++);
    }

    // 300,000 characters over 62: 4,839 each, give or take five standard deviations of 69.
    for (char c : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray()) {
      assertThat(counts[c]).as("count of %s", c).isBetween(4_490, 5_190);
    }
  }

  @Test
  void s03OneWrongCharacterIsFoundWithoutAnyStorage() {
    Random random = new Random(20261123);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder wrong = new StringBuilder(KeySecret.create(SystemTime.system()).reveal());
      int at = 3 + random.nextInt(36);
      wrong.setCharAt(at, wrong.charAt(at) == 'x' ? 'y' : 'x');

      assertThat(KeySecret.isWellFormed(wrong.toString())).as(wrong.toString()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vg_",
        "vg_000000000000000000000000000000",
        "sk_0000000000000000000000000000002C8GjS",
        "VG_0000000000000000000000000000002C8GjS",
        " vg_0000000000000000000000000000002C8GjS",
        "vg_0000000000000000000000000000002C8GjS ",
        "vg_00000000000000000000000000000-2C8GjS",
        "vg_00000000000000000000000000000é2C8GjS",
        "' OR 1=1 -- 0000000000000000000000000000"
      })
  void whatHasAnotherShapeIsNoSecret(String text) {
    assertThat(KeySecret.isWellFormed(text)).isFalse();
  }

  @Test
  void s12SecretsThatBeginAlikeHaveHashesOfTheirOwn() {
    String one = "vg_" + "a".repeat(29) + "b000000";
    String other = "vg_" + "a".repeat(29) + "c000000";

    assertThat(KeySecret.hash(one)).hasSize(64).isNotEqualTo(KeySecret.hash(other));
  }

  @Test
  void theHashIsSha256() {
    assertThat(KeySecret.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void s13ItsTextShowsTheFirstAndTheLastFourAlone() {
    String random = secret.reveal().substring(3, 33);

    assertThat(secret).hasToString("vg_" + random.substring(0, 4) + "…" + random.substring(26));
    assertThat(new Keys.Created(KeysTest.key(), secret).toString())
        .doesNotContain(random)
        .doesNotContain(secret.hash());
  }
}
