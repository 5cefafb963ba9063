package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private final Passwords passwords = new Passwords(new FakeTime());

  @Test
  void s72AHashIsArgon2idWithASaltOfItsOwnInThePhcForm() {
    String one = passwords.hash("a long enough secret");
    String other = passwords.hash("a long enough secret");

    assertThat(one)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(one).isNotEqualTo(other);
    assertThat(passwords.matches("a long enough secret", one)).isTrue();
    assertThat(passwords.matches("a long enough secreT", one)).isFalse();
  }

  @Test
  void s72PasswordsThatBeginAlikeAreDistinct() {
    String beginning = "x".repeat(72);
    String hash = passwords.hash(beginning + "one");

    assertThat(passwords.matches(beginning + "one", hash)).isTrue();
    assertThat(passwords.matches(beginning + "two", hash)).isFalse();
    assertThat(passwords.matches(beginning, hash)).isFalse();
  }

  @Test
  void onePasswordOfTwoKeyboardsIsOne() {
    String hash = passwords.hash("ren\u00E9 and a secret");

    assertThat(passwords.matches("rene\u0301 and a secret", hash)).isTrue();
  }

  @Test
  void s71WhereThereIsNoPasswordNoneMatches() {
    assertThat(passwords.matches("", null)).isFalse();
    assertThat(passwords.matches("a long enough secret", null)).isFalse();
  }

  @Test
  void aHashOfOtherParametersIsKnownAndStillMatches() {
    String lesser =
        com.password4j.Argon2Function.getInstance(1024, 1, 1, 32, com.password4j.types.Argon2.ID)
            .hash(Passwords.bytes("a long enough secret"), new byte[16])
            .getResult();

    assertThat(passwords.isOutdated(lesser)).isTrue();
    assertThat(passwords.isOutdated(passwords.hash("a long enough secret"))).isFalse();
    assertThat(passwords.matches("a long enough secret", lesser)).isTrue();
  }
}
