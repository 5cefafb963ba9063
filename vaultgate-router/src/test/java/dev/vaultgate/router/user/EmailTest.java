package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada.lovelace@example.com",
        "  Ada.Lovelace@Example.COM ",
        "adalovelace@example.com",
        "a.d.a.l.o.v.e.l.a.c.e@example.com",
        "adalovelace+news@example.com",
        "ada.lovelace+a+b@EXAMPLE.com",
        "ａｄａｌｏｖｅｌａｃｅ@example.com",
        "adalovelace＠example.com",
        "adalovelace@example.com.",
        "adalovelace@ｅｘａｍｐｌｅ。com"
      })
  void s38SpellingsOfOneAddressHaveOneKey(String spelling) {
    assertThat(new Email(spelling).key()).isEqualTo("adalovelace@example.com");
  }

  @Test
  void s38FormsOfUnicodeAreOneAddress() {
    assertThat(new Email("Rene\u0301@example.com").key())
        .isEqualTo(new Email("ren\u00E9@EXAMPLE.com").key());
  }

  @Test
  void s38TwoNamesOfOneHouseAreOne() {
    assertThat(new Email("ada@googlemail.com").key()).isEqualTo(new Email("A.da@gmail.com").key());
  }

  @Test
  void anotherAddressIsAnother() {
    assertThat(new Email("ada@example.com").key())
        .isNotEqualTo(new Email("bob@example.com").key())
        .isNotEqualTo(new Email("ada@example.org").key());
  }

  @Test
  void itIsShownAsItWasTyped() {
    Email email = new Email(" Ada.Lovelace+Work@Example.COM ");

    assertThat(email.text()).isEqualTo("Ada.Lovelace+Work@Example.COM");
    assertThat(email.address()).isEqualTo("ada.lovelace+work@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "ada@bob@example.com",
        "+tag@example.com",
        "...@example.com",
        "ada lovelace@example.com",
        "ada@exa mple.com",
        "ada@example..com",
        "ada\u0000@example.com",
        "ada\u200B@example.com",
        "ada\uFE0F@example.com",
        "ada\u3164@example.com",
        "\"ada\"@example.com",
        "ada@[127.0.0.1]",
        "ada@exa_mple.com",
        "ada\r\nBcc: bob@example.com"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> new Email(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("email: ");
  }

  @Test
  void anEndlessAddressIsRefused() {
    assertThatThrownBy(() -> new Email("a".repeat(250) + "@example.com"))
        .isInstanceOf(InvalidRequestException.class);
  }
}
