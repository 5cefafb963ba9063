package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private static final Email ADA = new Email("ada.lovelace@example.com");

  @ParameterizedTest
  @ValueSource(strings = {"tuesday's rain", "ab1!ab1!ab1?x", "пароль-и-ключ", "q7\u0000f2m8z1k4x"})
  void aLongEnoughPasswordWillDo(String password) {
    assertThatCode(() -> PasswordRules.check(password, ADA)).doesNotThrowAnyException();
  }

  @Test
  void s72ItsLengthIsCountedInBytes() {
    String longest = "abcdefghijklmnop".repeat(64);

    assertThatCode(() -> PasswordRules.check("éàüöß7", new Email("a@b.c")))
        .as("six characters, eleven bytes")
        .isInstanceOf(InvalidRequestException.class);
    assertThatCode(() -> PasswordRules.check("x" + longest.substring(1), ADA))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> PasswordRules.check(longest + "q", ADA))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("password: not shown (expected: 12 to 1,024 bytes)");
    assertThatThrownBy(() -> PasswordRules.check("short", ADA))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("password: not shown (expected: 12 to 1,024 bytes)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password1234!",
        "passwordpassword",
        "2027-Welcome-2027",
        "QwertyUiop123",
        "123456789012",
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Correct Horse Battery Staple",
        "ADA.Lovelace@example.com",
        "adalovelace@example.com"
      })
  void whatIsGuessedFirstIsRefusedAndNotShown(String password) {
    assertThatThrownBy(() -> PasswordRules.check(password, ADA))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "password: not shown (expected: one that is not among the first to be guessed)");
  }
}
