package dev.vaultgate.router.user;

import static dev.vaultgate.router.user.People.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsersTest {

  private final People people = new People(Registration.OPEN);
  private final Users users = people.users;
  private final List<User> registered = new ArrayList<>();

  UsersTest() {
    users.onRegistered(registered::add);
  }

  @Test
  void whoRegistersIsAMemberWithAnAccountOfHisOwn() {
    User ada = users.register(new Email("Ada@example.com"), null, PASSWORD);

    assertThat(ada.id()).matches("user_[0-9a-f]{24}");
    assertThat(ada.role()).isEqualTo(Role.MEMBER);
    assertThat(ada.name()).isEqualTo("Ada");
    assertThat(ada.account().name()).isEqualTo("ada@example.com");
    assertThat(ada.account().unlimited()).isFalse();
    assertThat(registered).containsExactly(ada);
  }

  @Test
  void nobodyGetsAnAccountThatAnOperatorHasNamedAfterHim() {
    new Keys(people.store.keys(), people.time)
        .create(KeySpec.named("k").account("ada@example.com").unlimitedAccount(true));

    User eve = users.register(new Email("ada@example.com"), "Eve", PASSWORD);
    User bob = users.create(Role.OWNER, People.spec("bob"), PASSWORD);

    assertThat(eve.account().name()).isEqualTo(eve.id());
    assertThat(eve.account().unlimited()).isFalse();
    assertThat(bob.account().name()).isEqualTo("bob@example.com");
  }

  @Test
  void whomAnAdministratorMakesGetsTheAccountThatIsNamedAfterHim() {
    Account account = people.store.keys().account("bob@example.com", false, people.time.now());

    User bob = users.create(Role.OWNER, People.spec("bob"), PASSWORD);

    assertThat(bob.account()).isEqualTo(account);
    assertThat(users.ownerOf(account)).contains(bob);
    assertThat(registered).isEmpty();
  }

  @Test
  void anAccountCanBeChosenUnlessItIsAnothers() {
    User ada = users.create(Role.OWNER, People.spec("ada").account("team", true), PASSWORD);

    assertThat(ada.account().name()).isEqualTo("team");
    assertThat(ada.account().unlimited()).isTrue();
    assertThatThrownBy(
            () -> users.create(Role.OWNER, People.spec("bob").account("team", false), PASSWORD))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("account: team (expected: one that is no other user's)");
  }

  @Test
  void s38ASecondRegistrationOfOneAddressIsRefused() {
    users.register(new Email("ada@example.com"), null, PASSWORD);

    assertThatThrownBy(() -> users.register(new Email("A.DA+x@example.com"), null, PASSWORD))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("email: A.DA+x@example.com (expected: one that is not a user's");
    assertThat(registered).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Registration.class,
      names = {"CLOSED", "INVITE"})
  void s86NobodyRegistersWhereThatIsNotOpen(Registration registration) {
    People closed = new People(registration);

    assertThatThrownBy(() -> closed.users.register(new Email("ada@example.com"), null, PASSWORD))
        .isInstanceOf(PermissionException.class);
    assertThat(closed.users.findByEmail(new Email("ada@example.com"))).isEmpty();
  }

  @Test
  void whoIsInvitedChoosesAPasswordOnce() {
    Users.Invited invited = users.invite(Role.ADMIN, People.spec("ada"));
    assertThat(invited.user().state()).isEqualTo(UserState.INVITED);
    assertThat(users.findByLink(invited.token())).contains(invited.user());

    User ada = users.accept(invited.token(), PASSWORD);

    assertThat(ada.isActive()).isTrue();
    assertThat(registered).containsExactly(ada);
    assertThatThrownBy(() -> users.accept(invited.token(), PASSWORD))
        .isInstanceOf(PermissionException.class);
  }

  @Test
  void anInvitationExpires() {
    Users.Invited invited = users.invite(Role.ADMIN, People.spec("ada"));

    people.time.advance(Users.LINK_TIME);

    assertThatThrownBy(() -> users.accept(invited.token(), PASSWORD))
        .isInstanceOf(PermissionException.class);
  }

  @Test
  void anInvitationIsRefusedWhereRegistrationIsClosed() {
    People closed = new People(Registration.CLOSED);

    assertThatThrownBy(() -> closed.users.invite(Role.OWNER, People.spec("ada")))
        .isInstanceOf(PermissionException.class)
        .hasMessageContaining("accounts.registration");
  }

  @Test
  void aLinkLetsAUserChooseANewPasswordWhoIsNoNewcomer() {
    User ada = people.user("ada", Role.MEMBER);

    users.accept(users.link(Role.ADMIN, ada.id()).token(), "quite another secret");

    assertThat(registered).isEmpty();
    assertThat(people.logins.login("ada@example.com", "quite another secret", "", "").user().id())
        .isEqualTo(ada.id());
  }

  @Test
  void aDisabledUserGetsNoLink() {
    User ada = people.user("ada", Role.MEMBER);
    users.disable(Role.ADMIN, ada.id());

    assertThatThrownBy(() -> users.link(Role.ADMIN, ada.id()))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void s87TheFirstOwnerIsTheOnlyOneWhoIsSetUp() {
    User ada = users.setUp(People.spec("ada"), PASSWORD);

    assertThat(ada.role()).isEqualTo(Role.OWNER);
    assertThatThrownBy(() -> users.setUp(People.spec("eve"), PASSWORD))
        .isInstanceOf(PermissionException.class)
        .hasMessageContaining("set up already");
  }

  @Test
  void anAdministratorReachesMembersAlone() {
    User ada = people.user("ada", Role.OWNER);
    User bob = people.user("bob", Role.ADMIN);
    User cyd = people.user("cyd", Role.MEMBER);

    assertThat(users.update(Role.ADMIN, cyd.id(), "Cyd", null).name()).isEqualTo("Cyd");
    for (Runnable reach :
        List.<Runnable>of(
            () -> users.update(Role.ADMIN, bob.id(), "x", null),
            () -> users.update(Role.ADMIN, cyd.id(), null, Role.ADMIN),
            () -> users.disable(Role.ADMIN, ada.id()),
            () -> users.enable(Role.ADMIN, ada.id()),
            () -> users.link(Role.ADMIN, ada.id()),
            () -> users.setPassword(Role.ADMIN, bob.id(), PASSWORD),
            () -> users.create(Role.ADMIN, People.spec("eve").role(Role.OWNER), PASSWORD),
            () -> users.invite(Role.ADMIN, People.spec("eve").role(Role.ADMIN)),
            () -> users.update(Role.MEMBER, cyd.id(), "x", null))) {
      assertThatThrownBy(reach::run).isInstanceOf(PermissionException.class);
    }
  }

  @Test
  void anOwnerReachesEverybodyButTheLastOwner() {
    User ada = people.user("ada", Role.OWNER);
    User bob = people.user("bob", Role.OWNER);

    assertThat(users.update(Role.OWNER, bob.id(), null, Role.ADMIN).role()).isEqualTo(Role.ADMIN);
    assertThatThrownBy(() -> users.disable(Role.OWNER, ada.id()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("the last owner");
    assertThatThrownBy(() -> users.disable(Role.OWNER, "user_none"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("There is no user with the id user_none.");
  }

  @Test
  void whoeverMustKnowLearnsOfBlockedAccounts() {
    people.user("ada", Role.OWNER);
    User bob = people.user("bob", Role.MEMBER);
    List<Boolean> told = new ArrayList<>();
    users.onBlocked(
        (user, blocked) -> {
          assertThat(user.id()).isEqualTo(bob.id());
          told.add(blocked);
        });

    users.disable(Role.OWNER, bob.id());
    users.enable(Role.OWNER, bob.id());

    assertThat(told).containsExactly(true, false);
  }

  @Test
  void namesArePrintable() {
    assertThatThrownBy(() -> users.register(new Email("ada@example.com"), "A\u202Eda", PASSWORD))
        .isInstanceOf(InvalidRequestException.class);
  }
}
