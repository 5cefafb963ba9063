package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final People people = new People(Registration.OPEN);
  private final Sessions sessions = people.sessions;
  private final User ada = people.user("ada", Role.OWNER);

  private Sessions.Begun login() {
    return sessions.begin(ada, "192.0.2.7", "a browser").orElseThrow();
  }

  private boolean holds(Sessions.Begun login) {
    return sessions.find(login.token()).isPresent();
  }

  @Test
  void s70EveryLoginHasATokenOfItsOwnOfManyBits() {
    Sessions.Begun one = login();
    Sessions.Begun other = login();

    assertThat(one.token().reveal())
        .matches("[A-Za-z0-9_-]{43}")
        .isNotEqualTo(other.token().reveal());
    assertThat(one.token().toString()).doesNotContain(one.token().reveal());
    assertThat(one.session().id()).isNotEqualTo(other.session().id());
  }

  @Test
  void aTokenThatIsNobodysFindsNothing() {
    login();

    assertThat(sessions.find(SecretToken.of("x".repeat(43)))).isEmpty();
    assertThat(sessions.find(SecretToken.of("x".repeat(1_000_000)))).isEmpty();
    assertThat(sessions.find(SecretToken.of(""))).isEmpty();
  }

  @Test
  void aLoginEndsTwelveHoursAfterItsLastRequest() {
    Sessions.Begun login = login();

    people.time.advance(Duration.ofHours(11));
    assertThat(holds(login)).isTrue();
    people.time.advance(Duration.ofHours(11));
    assertThat(holds(login)).isTrue();
    people.time.advance(Duration.ofHours(12));
    assertThat(holds(login)).isFalse();
    assertThat(sessions.of(ada)).isEmpty();
  }

  @Test
  void aLoginEndsAfterSevenDaysHoweverBusyItIs() {
    Sessions.Begun login = login();

    for (int hour = 0; hour < 7 * 24 - 1; hour++) {
      people.time.advance(Duration.ofHours(1));
      assertThat(holds(login)).isTrue();
    }
    people.time.advance(Duration.ofHours(1));

    assertThat(holds(login)).isFalse();
  }

  @Test
  void s26RightsAreReadAnewWithEachRequest() {
    User bob = people.user("bob", Role.ADMIN);
    Sessions.Begun login = sessions.begin(bob, "", "").orElseThrow();

    people.users.update(Role.OWNER, bob.id(), null, Role.MEMBER);
    assertThat(sessions.find(login.token()).orElseThrow().user().role()).isEqualTo(Role.MEMBER);

    people.users.disable(Role.OWNER, bob.id());
    assertThat(holds(login)).isFalse();
    assertThat(sessions.begin(bob, "", "")).isEmpty();
  }

  @Test
  void s70LoginsAreListedAndEnded() {
    Sessions.Begun one = login();
    Sessions.Begun other = login();
    Sessions.Begun third = login();

    assertThat(sessions.of(ada))
        .containsExactlyInAnyOrder(one.session(), other.session(), third.session());
    assertThat(sessions.end(ada, one.session().id())).isTrue();
    assertThat(holds(one)).isFalse();
    assertThat(sessions.endOthers(ada, other.session())).isEqualTo(1);
    assertThat(holds(other)).isTrue();
    assertThat(sessions.endAll(ada)).isEqualTo(1);
    assertThat(holds(other)).isFalse();
  }

  @Test
  void s67WhatIsDerivedFromATokenDoesNotLeadBackToIt() {
    SecretToken token = login().token();

    assertThat(token.derived("csrf"))
        .hasSize(64)
        .isEqualTo(SecretToken.of(token.reveal()).derived("csrf"))
        .isNotEqualTo(token.hash())
        .isNotEqualTo(token.derived("other"));
  }
}
