package dev.vaultgate.router.redeem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeSecretTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final FakeTime time = new FakeTime();

  @Test
  void aCodeCanBeReadAloud() {
    assertThat(CodeSecret.create(time).reveal())
        .matches("VG(-[0-9A-HJKMNP-TV-Z]{4}){4}")
        .doesNotContainPattern("[ILOU]");
  }

  @Test
  void noTwoAreTheSame() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      codes.add(CodeSecret.create(time).reveal());
    }

    assertThat(codes).hasSize(1_000);
  }

  @Test
  void howItIsTypedMakesNoDifference() {
    CodeSecret secret = CodeSecret.create(time);
    String code = secret.reveal();

    for (String typed :
        new String[] {
          code,
          code.toLowerCase(Locale.ROOT),
          code.replace("-", ""),
          code.replace('-', ' ') + "\n",
          code.substring(3),
          code.replace('0', 'O').replace('1', 'l'),
          code.replace('1', 'I')
        }) {
      assertThat(CodeSecret.parse(typed)).map(CodeSecret::hash).hasValue(secret.hash());
    }
  }

  @Test
  void oneWrongCharacterIsAlwaysNoticed() {
    String code = CodeSecret.create(time).reveal();

    for (int i = 3; i < code.length(); i++) {
      for (int j = 0; j < ALPHABET.length(); j++) {
        char wrong = ALPHABET.charAt(j);
        if (code.charAt(i) != '-' && code.charAt(i) != wrong) {
          String typed = code.substring(0, i) + wrong + code.substring(i + 1);
          assertThat(CodeSecret.parse(typed)).as(typed).isEmpty();
        }
      }
    }
  }

  @Test
  void twoCharactersThatChangedPlacesAreAlwaysNoticed() {
    String code = CodeSecret.create(time).reveal().substring(3).replace("-", "");

    for (int i = 0; i < code.length(); i++) {
      for (int j = i + 1; j < code.length(); j++) {
        StringBuilder typed = new StringBuilder(code);
        typed.setCharAt(i, code.charAt(j));
        typed.setCharAt(j, code.charAt(i));
        assertThat(CodeSecret.parse(typed.toString()).isPresent())
            .as(typed.toString())
            .isEqualTo(code.charAt(i) == code.charAt(j));
      }
    }
  }

  @Test
  void junkIsNoCode() {
    for (String junk : new String[] {"", "VG", "VG-UUUU-UUUU-UUUU-UUUU", "x".repeat(100_000)}) {
      assertThat(CodeSecret.parse(junk)).isEmpty();
    }
  }

  @Test
  void s13ItsTextFormGivesNothingAway() {
    CodeSecret secret = CodeSecret.create(time);

    assertThat(secret.toString())
        .isEqualTo("VG-…-" + secret.lastFour())
        .doesNotContain(secret.reveal().substring(3, 17));
    assertThat(secret.hash()).matches("[0-9a-f]{64}");
  }
}
