package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.SessionStore;
import dev.vaultgate.router.user.SessionStore.SignedIn;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store of logins promises. */
abstract class SessionStoreContract extends StoreContract {

  private SessionStore sessions() {
    return store.sessions();
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private User user(String name) {
    return store
        .users()
        .add(
            new UserDraft(
                "user_" + name,
                new Email(name + "@example.com"),
                name,
                Role.MEMBER,
                name,
                true,
                false,
                "hash",
                now()))
        .orElseThrow();
  }

  private Session login(User user, String id) {
    Session session = new Session(id, user.id(), now(), now(), "192.0.2.7", "a browser");
    assertThat(sessions().add(session, "hash of " + id)).isTrue();
    return session;
  }

  @Test
  void aLoginIsFoundByTheHashOfItsTokenWithItsUserAsHeIsNow() {
    User ada = user("ada");
    Session session = login(ada, "login_1");
    store.users().update(ada.id(), "Ada", Role.ADMIN);

    SignedIn signedIn = sessions().find("hash of login_1").orElseThrow();

    assertThat(signedIn.session()).isEqualTo(session);
    assertThat(signedIn.user()).isEqualTo(store.users().find(ada.id()).orElseThrow());
    assertThat(signedIn.user().role()).isEqualTo(Role.ADMIN);
    assertThat(sessions().find("login_1")).isEmpty();
  }

  @Test
  void theLoginsOfAUserAreListedNewestFirst() {
    User ada = user("ada");
    Session first = login(ada, "login_1");
    time.advance(Duration.ofSeconds(1));
    Session second = login(ada, "login_2");
    login(user("bob"), "login_3");

    assertThat(sessions().of(ada.id())).containsExactly(second, first);
  }

  @Test
  void s16NobodyEndsTheLoginOfAnother() {
    User ada = user("ada");
    User bob = user("bob");
    login(ada, "login_1");

    assertThat(sessions().end(bob.id(), "login_1")).isFalse();
    assertThat(sessions().find("hash of login_1")).isPresent();
    assertThat(sessions().end(ada.id(), "login_1")).isTrue();
    assertThat(sessions().end(ada.id(), "login_1")).isFalse();
    assertThat(sessions().find("hash of login_1")).isEmpty();
  }

  @Test
  void allButOneAreEnded() {
    User ada = user("ada");
    Session kept = login(ada, "login_1");
    login(ada, "login_2");
    login(ada, "login_3");
    login(user("bob"), "login_4");

    assertThat(sessions().endAll(ada.id(), kept.id())).isEqualTo(2);
    assertThat(sessions().of(ada.id())).containsExactly(kept);
    assertThat(sessions().endAll(ada.id(), null)).isEqualTo(1);
    assertThat(sessions().find("hash of login_4")).isPresent();
  }

  @Test
  void s70ANewPasswordEndsAllLogins() {
    User ada = user("ada");
    login(ada, "login_1");

    store.users().setPassword(ada.id(), "another hash");

    assertThat(sessions().find("hash of login_1")).isEmpty();
  }

  @Test
  void s70DisablingAUserEndsHisLoginsAndLetsNoneBegin() {
    User ada = user("ada");
    Session session = login(ada, "login_1");

    store.users().disable(ada.id());

    assertThat(sessions().find("hash of login_1")).isEmpty();
    assertThat(sessions().add(session, "again")).isFalse();
    assertThat(sessions().find("again")).isEmpty();
    store.users().enable(ada.id());
    assertThat(sessions().of(ada.id())).isEmpty();
  }

  @Test
  void itIsNotedWhenALoginWasUsed() {
    login(user("ada"), "login_1");
    Instant later = now().plusSeconds(90);

    sessions().seen("login_1", later);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(sessions().find("hash of login_1").orElseThrow().session().seenAt())
                    .isEqualTo(later));
  }

  @Test
  void oldAndIdleLoginsAreForgotten() {
    User ada = user("ada");
    login(ada, "login_1");
    time.advance(Duration.ofHours(1));
    Session kept = login(ada, "login_2");

    sessions().forget(now().minusSeconds(7_200), now());

    Awaitility.await()
        .untilAsserted(() -> assertThat(sessions().of(ada.id())).containsExactly(kept));
  }
}
