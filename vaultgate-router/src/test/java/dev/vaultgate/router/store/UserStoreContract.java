package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserDraft;
import dev.vaultgate.router.user.UserPage;
import dev.vaultgate.router.user.UserQuery;
import dev.vaultgate.router.user.UserState;
import dev.vaultgate.router.user.UserStore;
import dev.vaultgate.router.user.UserStore.Change;
import dev.vaultgate.router.user.UserStore.WithPassword;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of users promises. */
abstract class UserStoreContract extends StoreContract {

  private final AtomicInteger ids = new AtomicInteger();

  private UserStore users() {
    return store.users();
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private UserDraft draft(String email, Role role, @Nullable String password) {
    String id = "user_" + ids.incrementAndGet();
    return new UserDraft(
        id, new Email(email), "name of " + email, role, email, true, false, password, now());
  }

  private User user(String email, Role role) {
    return users().add(draft(email, role, "hash of " + email)).orElseThrow();
  }

  @Test
  void aUserIsFoundByWhatNamesHim() {
    User ada = users().add(draft("Ada@Example.com", Role.ADMIN, "a hash")).orElseThrow();

    assertThat(ada.email().text()).isEqualTo("Ada@Example.com");
    assertThat(ada.name()).isEqualTo("name of Ada@Example.com");
    assertThat(ada.role()).isEqualTo(Role.ADMIN);
    assertThat(ada.state()).isEqualTo(UserState.ACTIVE);
    assertThat(ada.createdAt()).isEqualTo(now());
    assertThat(ada.lastLoginAt()).isNull();
    assertThat(users().find(ada.id())).contains(ada);
    assertThat(users().findByAccount(ada.account().id())).contains(ada);
    assertThat(users().findByEmail("ada@example.com")).contains(new WithPassword(ada, "a hash"));
    assertThat(users().findWithPassword(ada.id())).contains(new WithPassword(ada, "a hash"));
    assertThat(users().find("user_none")).isEmpty();
    assertThat(users().findByEmail("bob@example.com")).isEmpty();
    assertThat(users().findByAccount(77)).isEmpty();
  }

  @Test
  void anAccountIsMadeForAUser() {
    User ada = user("ada@example.com", Role.MEMBER);

    assertThat(ada.account().name()).isEqualTo("ada@example.com");
    assertThat(ada.account().unlimited()).isFalse();
    assertThat(store.keys().findAccount("ada@example.com")).contains(ada.account());
    assertThat(store.ledger().balance(ada.account().id()).available()).isEqualTo(nanos(0));
    assertThat(users().isOwned("ada@example.com")).isTrue();
    assertThat(users().isOwned("bob@example.com")).isFalse();
  }

  @Test
  void anAccountThatIsNobodysBecomesAUsersWhereThatIsMeant() {
    Account team = store.keys().account("team", true, now());

    User ada = users().add(draft(team, "ada@example.com", true)).orElseThrow();
    User bob = users().add(draft(team, "bob@example.com", true)).orElseThrow();

    assertThat(ada.account()).isEqualTo(team);
    assertThat(bob.account().name()).as("the team's is Ada's").isEqualTo(bob.id());
  }

  @Test
  void anAccountThatIsThereIsNotHadForTheAsking() {
    Account team = store.keys().account("team", true, now());

    User eve = users().add(draft(team, "eve@example.com", false)).orElseThrow();

    assertThat(eve.account().name()).isEqualTo(eve.id());
    assertThat(eve.account().unlimited()).isFalse();
  }

  private UserDraft draft(Account account, String email, boolean adopts) {
    UserDraft plain = draft(email, Role.MEMBER, "h");
    return new UserDraft(
        plain.id(),
        plain.email(),
        plain.name(),
        plain.role(),
        account.name(),
        adopts,
        false,
        plain.password(),
        plain.createdAt());
  }

  @Test
  void s38OneAddressHasOneUserHoweverItIsSpelled() {
    user("ada@example.com", Role.MEMBER);

    assertThat(users().add(draft("A.D.A+2@EXAMPLE.com", Role.MEMBER, "h"))).isEmpty();
    assertThat(store.keys().accounts()).hasSize(1);
  }

  @Test
  void s38OfManyWhoRegisterOneAddressAtOnceOneDoes() throws Exception {
    try (Together together = new Together(16)) {
      List<Optional<User>> added =
          together.run(() -> users().add(draft("ada@example.com", Role.MEMBER, "h")));

      assertThat(added).filteredOn(Optional::isPresent).hasSize(1);
    }
  }

  @Test
  void s87OfManyWhoWantToBeTheFirstOwnerOneIs() throws Exception {
    try (Together together = new Together(16)) {
      List<Optional<User>> added =
          together.run(
              () ->
                  users()
                      .addFirstOwner(draft("ada" + ids.get() + "@example.com", Role.OWNER, "h")));

      assertThat(added).filteredOn(Optional::isPresent).hasSize(1);
    }
    assertThat(users().hasOwner()).isTrue();
    assertThat(users().page(UserQuery.ALL, 100, null).users()).hasSize(1);
  }

  @Test
  void thereIsNoOwnerUntilThereIsOne() {
    user("ada@example.com", Role.ADMIN);
    assertThat(users().hasOwner()).isFalse();

    user("bob@example.com", Role.OWNER);
    assertThat(users().hasOwner()).isTrue();
  }

  @Test
  void pagesAreNewestFirstAndMeetWithoutAGap() {
    User ada = user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.MEMBER);
    User cyd = user("cyd@example.com", Role.MEMBER);

    UserPage first = users().page(UserQuery.ALL, 2, null);
    user("dan@example.com", Role.MEMBER);
    UserPage second = users().page(UserQuery.ALL, 2, first.next());

    assertThat(first.users()).containsExactly(cyd, bob);
    assertThat(second).isEqualTo(new UserPage(List.of(ada), null));
    assertThatIllegalArgumentException().isThrownBy(() -> users().page(UserQuery.ALL, 1_001, null));
  }

  @Test
  void usersAreSoughtByRoleStateAndText() {
    User ada = user("Ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.MEMBER);
    users().disable(bob.id());

    assertThat(sought(new UserQuery(null, Role.OWNER, null))).containsExactly(ada.id());
    assertThat(sought(new UserQuery(null, null, UserState.DISABLED))).containsExactly(bob.id());
    assertThat(sought(new UserQuery("aDA@", null, null))).containsExactly(ada.id());
    assertThat(sought(new UserQuery("NAME OF bob", null, null))).containsExactly(bob.id());
    assertThat(sought(new UserQuery("ada", Role.MEMBER, null))).isEmpty();
  }

  @Test
  void s51SignsOfAPatternAreText() {
    user("ada@example.com", Role.OWNER);

    assertThat(sought(new UserQuery("%", null, null))).isEmpty();
    assertThat(sought(new UserQuery("a_a", null, null))).isEmpty();
    assertThat(sought(new UserQuery("'; DROP TABLE person; --", null, null))).isEmpty();
    assertThat(sought(UserQuery.ALL)).hasSize(1);
  }

  private List<String> sought(UserQuery query) {
    return users().page(query, 100, null).users().stream().map(User::id).toList();
  }

  @Test
  void nameAndRoleAreChanged() {
    user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.MEMBER);

    assertThat(users().update(bob.id(), "Bob", Role.ADMIN)).isEqualTo(Change.DONE);

    User changed = users().find(bob.id()).orElseThrow();
    assertThat(changed.name()).isEqualTo("Bob");
    assertThat(changed.role()).isEqualTo(Role.ADMIN);
    assertThat(users().update("user_none", "x", Role.ADMIN)).isEqualTo(Change.UNKNOWN);
  }

  @Test
  void theLastActiveOwnerStays() {
    User ada = user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.OWNER);

    assertThat(users().disable(bob.id())).isEqualTo(Change.DONE);
    assertThat(users().disable(ada.id())).isEqualTo(Change.LAST_OWNER);
    assertThat(users().update(ada.id(), "Ada", Role.ADMIN)).isEqualTo(Change.LAST_OWNER);
    assertThat(users().update(ada.id(), "Ada", Role.OWNER)).isEqualTo(Change.DONE);
    assertThat(users().find(ada.id()).orElseThrow().isActive()).isTrue();

    users().enable(bob.id());
    assertThat(users().update(ada.id(), "Ada", Role.ADMIN)).isEqualTo(Change.DONE);
  }

  @Test
  void ofTwoOwnersWhoDisableEachOtherOneStays() throws Exception {
    User ada = user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.OWNER);
    AtomicInteger turn = new AtomicInteger();

    try (Together together = new Together(2)) {
      List<Change> changes =
          together.run(() -> users().disable(turn.getAndIncrement() == 0 ? ada.id() : bob.id()));

      assertThat(changes).containsExactlyInAnyOrder(Change.DONE, Change.LAST_OWNER);
    }
  }

  @Test
  void s26TheKeysOfADisabledUserDoNotWork() {
    user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.MEMBER);
    Keys.Created key = keys().create(KeySpec.named("k").account(bob.account().name()));
    String secret = key.secret().reveal();

    users().disable(bob.id());
    assertThatThrownBy(() -> keys().authenticate(secret))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("The API key is not valid.");

    users().enable(bob.id());
    assertThat(keys().authenticate(secret).id()).isEqualTo(key.key().id());
    assertThat(users().enable("user_none")).isFalse();
  }

  @Test
  void aPasswordLetsOneInWhoWasInvited() {
    User ada = users().add(draft("ada@example.com", Role.MEMBER, null)).orElseThrow();
    assertThat(ada.state()).isEqualTo(UserState.INVITED);

    assertThat(users().setPassword(ada.id(), "h")).isTrue();

    WithPassword now = users().findWithPassword(ada.id()).orElseThrow();
    assertThat(now.user().isActive()).isTrue();
    assertThat(now.password()).isEqualTo("h");
    assertThat(users().setPassword("user_none", "h")).isFalse();
  }

  @Test
  void aPasswordDoesNotLetADisabledUserIn() {
    user("ada@example.com", Role.OWNER);
    User bob = user("bob@example.com", Role.MEMBER);
    users().disable(bob.id());

    users().setPassword(bob.id(), "h");

    assertThat(users().find(bob.id()).orElseThrow().state()).isEqualTo(UserState.DISABLED);
  }

  @Test
  void anInvitedUserWhoIsEnabledIsInvitedStill() {
    User ada = users().add(draft("ada@example.com", Role.MEMBER, null)).orElseThrow();
    users().disable(ada.id());

    users().enable(ada.id());

    assertThat(users().find(ada.id()).orElseThrow().state()).isEqualTo(UserState.INVITED);
  }

  @Test
  void aHashIsReplacedOnlyIfItIsStillTheSame() {
    User ada = user("ada@example.com", Role.MEMBER);

    users().rehash(ada.id(), "another", "lost");
    users().rehash(ada.id(), "hash of ada@example.com", "new");

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(users().findWithPassword(ada.id()).orElseThrow().password())
                    .isEqualTo("new"));
  }

  @Test
  void itIsNotedWhenAUserSignedIn() {
    User ada = user("ada@example.com", Role.MEMBER);

    users().loggedIn(ada.id(), now());

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(users().find(ada.id()).orElseThrow().lastLoginAt()).isEqualTo(now()));
  }

  @Test
  void aLinkGivesAPasswordOnce() {
    User ada = users().add(draft("ada@example.com", Role.MEMBER, null)).orElseThrow();
    users().addLink(ada.id(), "link", now().plusSeconds(60));

    assertThat(users().findByLink("link", now()).orElseThrow().id()).isEqualTo(ada.id());
    assertThat(users().acceptLink("another", "h", now())).isEmpty();
    assertThat(users().acceptLink("link", "h", now()).orElseThrow().isActive()).isTrue();
    assertThat(users().acceptLink("link", "other", now())).isEmpty();
    assertThat(users().findByLink("link", now())).isEmpty();
    assertThat(users().findWithPassword(ada.id()).orElseThrow().password()).isEqualTo("h");
  }

  @Test
  void ofManyWhoUseOneLinkOneDoes() throws Exception {
    User ada = users().add(draft("ada@example.com", Role.MEMBER, null)).orElseThrow();
    users().addLink(ada.id(), "link", now().plusSeconds(60));

    try (Together together = new Together(8)) {
      List<Optional<User>> accepted = together.run(() -> users().acceptLink("link", "h", now()));

      assertThat(accepted).filteredOn(Optional::isPresent).hasSize(1);
    }
  }

  @Test
  void aLinkEndsInTimeAndWithTheNext() {
    User ada = users().add(draft("ada@example.com", Role.MEMBER, null)).orElseThrow();
    users().addLink(ada.id(), "first", now().plusSeconds(60));
    users().addLink(ada.id(), "second", now().plusSeconds(60));

    assertThat(users().findByLink("first", now())).isEmpty();
    time.advance(Duration.ofSeconds(60));
    assertThat(users().acceptLink("second", "h", now())).isEmpty();
  }

  @Test
  void aLinkEndsWhenItsUserIsDisabled() {
    user("ada@example.com", Role.OWNER);
    User bob = users().add(draft("bob@example.com", Role.MEMBER, null)).orElseThrow();
    users().addLink(bob.id(), "link", now().plusSeconds(60));

    users().disable(bob.id());

    assertThat(users().acceptLink("link", "h", now())).isEmpty();
  }

  @Test
  void aUserAsTextShowsNoHash() {
    User ada = user("ada@example.com", Role.MEMBER);

    assertThat(users().findWithPassword(ada.id()).orElseThrow().toString())
        .doesNotContain("hash of");
  }
}
