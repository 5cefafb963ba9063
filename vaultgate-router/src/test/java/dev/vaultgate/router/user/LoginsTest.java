package dev.vaultgate.router.user;

import static dev.vaultgate.router.user.People.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.user.UserStore.WithPassword;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginsTest {

  private static final String HOME = "192.0.2.7";

  private final People people = new People(Registration.OPEN);
  private final Logins logins = people.logins;

  private Throwable failure(String email, String password) {
    return catchThrowable(() -> logins.login(email, password, HOME, "a browser"));
  }

  @Test
  void thePasswordLetsAUserInUnderAnySpellingOfHisAddress() {
    User ada = people.user("ada", Role.MEMBER);

    Sessions.Begun begun = logins.login(" A.da@Example.com", PASSWORD, HOME, "a\nbrowser");

    assertThat(begun.user().id()).isEqualTo(ada.id());
    assertThat(begun.session().address()).isEqualTo(HOME);
    assertThat(begun.session().agent()).isEqualTo("a?browser");
    assertThat(people.sessions.find(begun.token()).orElseThrow().session())
        .isEqualTo(begun.session());
    assertThat(people.users.find(ada.id()).orElseThrow().lastLoginAt()).isNotNull();
  }

  @Test
  void s71WhateverIsWrongIsToldInTheSameWords() {
    people.user("ada", Role.OWNER);
    User bob = people.user("bob", Role.MEMBER);
    people.users.disable(Role.OWNER, bob.id());
    people.users.invite(Role.OWNER, People.spec("cyd"));

    assertThat(failure("ada@example.com", "not the secret of hers"))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("The e-mail address or the password is wrong.");
    for (String email :
        new String[] {"bob@example.com", "cyd@example.com", "eve@example.com", "nonsense", ""}) {
      assertThat(failure(email, PASSWORD))
          .isInstanceOf(AuthenticationException.class)
          .hasMessage("The e-mail address or the password is wrong.");
    }
  }

  @Test
  void s71WhateverIsWrongTakesAsMuchWork() {
    people.user("ada", Role.OWNER);
    User bob = people.user("bob", Role.MEMBER);
    people.users.disable(Role.OWNER, bob.id());
    people.users.invite(Role.OWNER, People.spec("cyd"));

    for (String email :
        new String[] {
          "ada@example.com", "bob@example.com", "cyd@example.com", "eve@example.com", "nonsense"
        }) {
      int before = people.hashes.get();
      assertThat(failure(email, "not the secret of hers")).isNotNull();
      assertThat(people.hashes.get() - before).as(email).isEqualTo(1);
    }
  }

  @Test
  void s71TheEleventhGuessIsNotLookedAtWhetherTheAddressIsKnownOrNot() {
    people.user("ada", Role.MEMBER);
    for (int i = 0; i < 10; i++) {
      assertThat(failure(i % 2 == 0 ? "ada@example.com" : "A.DA@example.com", "guess " + i))
          .isInstanceOf(AuthenticationException.class);
      assertThat(failure(i % 2 == 0 ? "eve@example.com" : "E.VE@example.com", "guess " + i))
          .isInstanceOf(AuthenticationException.class);
    }

    assertThat(failure("ada@example.com", PASSWORD)).isInstanceOf(RateLimitException.class);
    assertThat(failure("eve@example.com", PASSWORD)).isInstanceOf(RateLimitException.class);
    assertThat(logins.login("ada@example.com", PASSWORD, "192.0.2.8", "").user().name())
        .as("elsewhere")
        .isEqualTo("ada");

    people.time.advance(Duration.ofMinutes(15));
    assertThat(logins.login("ada@example.com", PASSWORD, HOME, "").user().name()).isEqualTo("ada");
  }

  @Test
  void s72AnEndlessPasswordIsRefusedWithoutAnyWork() {
    assertThat(failure("ada@example.com", "x".repeat(1_000_000)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("password: not shown (expected: 12 to 1,024 bytes)");
  }

  @Test
  void aHashOfOldParametersIsReplacedAtLogin() {
    User ada = people.user("ada", Role.MEMBER);
    String old =
        Argon2Function.getInstance(32, 1, 1, 32, Argon2.ID)
            .hash(Passwords.bytes(PASSWORD), new byte[16])
            .getResult();
    people.store.users().setPassword(ada.id(), old);

    logins.login("ada@example.com", PASSWORD, HOME, "");

    WithPassword now = people.store.users().findWithPassword(ada.id()).orElseThrow();
    assertThat(now.password()).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(logins.login("ada@example.com", PASSWORD, HOME, "").user().id()).isEqualTo(ada.id());
  }

  @Test
  void s70ANewPasswordEndsAllLogins() {
    User ada = people.user("ada", Role.MEMBER);
    Sessions.Begun begun = logins.login("ada@example.com", PASSWORD, HOME, "");

    logins.changePassword(ada, PASSWORD, "quite another secret", HOME);

    assertThat(people.sessions.find(begun.token())).isEmpty();
    assertThat(failure("ada@example.com", PASSWORD)).isInstanceOf(AuthenticationException.class);
    assertThat(logins.login("ada@example.com", "quite another secret", HOME, "").user().id())
        .isEqualTo(ada.id());
  }

  @Test
  void whoDoesNotKnowThePasswordCannotChangeIt() {
    User ada = people.user("ada", Role.MEMBER);

    assertThatThrownBy(() -> logins.changePassword(ada, "a guess, that is", "x".repeat(20), HOME))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("current_password: not shown (expected: the one that is in use)");
    assertThatThrownBy(() -> logins.changePassword(ada, PASSWORD, "short", HOME))
        .isInstanceOf(InvalidRequestException.class);
  }
}
