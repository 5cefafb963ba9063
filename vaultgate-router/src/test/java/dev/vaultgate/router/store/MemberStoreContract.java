package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.ProjectMember;
import dev.vaultgate.router.user.ProjectRole;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of members promises, and who sees which keys and projects by it. */
abstract class MemberStoreContract extends StoreContract {

  private Keys keys = keys();
  private Projects projects = new Projects(store.projects(), keys, time);
  private @Nullable User ada;
  private @Nullable User bob;
  private @Nullable Project team;

  @BeforeEach
  void startServices() {
    keys = keys();
    projects = new Projects(store.projects(), keys, time);
    ada = user("ada");
    bob = user("bob");
    team = projects.create(ada.account(), "team", ProjectTerms.UNLIMITED);
  }

  private MemberStore members() {
    return store.members();
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

  private static Viewer viewer(User user) {
    return new Viewer(user.account().id(), user.id());
  }

  private Keys.Created key(Account account, @Nullable Project project, @Nullable User maker) {
    KeySpec spec = KeySpec.named("k").account(account.name());
    return keys.create(
        project == null ? spec : spec.project(project), maker == null ? null : maker.id());
  }

  @Test
  void membersAreListedWithWhatTheyMayDo() {
    members().put(team.id(), bob.id(), ProjectRole.MEMBER, now());
    Instant since = now();
    time.advance(Duration.ofSeconds(1));
    members().put(team.id(), ada.id(), ProjectRole.MANAGER, now());
    members().put(team.id(), bob.id(), ProjectRole.MANAGER, now());

    assertThat(members().of(team.id()))
        .containsExactly(
            new ProjectMember(bob, ProjectRole.MANAGER, since),
            new ProjectMember(ada, ProjectRole.MANAGER, now()));
    assertThat(members().role(team.id(), bob.id())).contains(ProjectRole.MANAGER);
    assertThat(members().role("proj_none", bob.id())).isEmpty();
    assertThat(members().remove(team.id(), bob.id())).isTrue();
    assertThat(members().remove(team.id(), bob.id())).isFalse();
    assertThat(members().role(team.id(), bob.id())).isEmpty();
  }

  @Test
  void s16NobodySeesAnothersKeysAndProjects() {
    ApiKey adas = key(ada.account(), null, ada).key();
    ApiKey teams = key(ada.account(), team, ada).key();
    ApiKey bobs = key(bob.account(), null, bob).key();

    assertThat(keys.list(viewer(bob))).containsExactly(bobs);
    assertThat(keys.find(adas.id(), viewer(bob))).isEmpty();
    assertThat(keys.find(teams.id(), viewer(bob))).isEmpty();
    assertThat(keys.find(bobs.id(), viewer(bob))).contains(bobs);
    assertThat(projects.list(viewer(bob))).isEmpty();
    assertThat(projects.find(team.id(), viewer(bob))).isEmpty();
    assertThat(keys.list(viewer(ada))).containsExactlyInAnyOrder(adas, teams);
    assertThat(projects.list(viewer(ada))).containsExactly(team);
    assertThat(keys.list(null)).hasSize(3);
  }

  @Test
  void aMemberSeesTheProjectAndTheKeysThatHeHasMadeInIt() {
    members().put(team.id(), bob.id(), ProjectRole.MEMBER, now());
    ApiKey adas = key(ada.account(), team, ada).key();
    ApiKey operators = key(ada.account(), team, null).key();
    ApiKey bobs = key(ada.account(), team, bob).key();

    assertThat(projects.find(team.id(), viewer(bob))).contains(team);
    assertThat(projects.list(viewer(bob))).containsExactly(team);
    assertThat(keys.list(viewer(bob))).containsExactly(bobs);
    assertThat(bobs.madeBy()).isEqualTo(bob.id());
    assertThat(keys.find(adas.id(), viewer(bob))).isEmpty();
    assertThat(keys.find(operators.id(), viewer(bob))).isEmpty();
    assertThat(keys.list(viewer(ada))).containsExactlyInAnyOrder(adas, operators, bobs);

    members().remove(team.id(), bob.id());
    assertThat(keys.find(bobs.id(), viewer(bob))).isEmpty();
    assertThat(projects.find(team.id(), viewer(bob))).isEmpty();
  }

  @Test
  void aManagerSeesAllKeysOfTheProjectAndNoOther() {
    members().put(team.id(), bob.id(), ProjectRole.MANAGER, now());
    ApiKey adas = key(ada.account(), null, ada).key();
    ApiKey teams = key(ada.account(), team, ada).key();

    assertThat(keys.list(viewer(bob))).containsExactly(teams);
    assertThat(keys.find(adas.id(), viewer(bob))).isEmpty();
  }

  @Test
  void s26AKeyThatADisabledMemberHasMadeDoesNotWork() {
    members().put(team.id(), bob.id(), ProjectRole.MEMBER, now());
    user("owner");
    Keys.Created bobs = key(ada.account(), team, bob);
    Keys.Created adas = key(ada.account(), team, ada);

    store.users().disable(bob.id());

    assertThatThrownBy(() -> keys().authenticate(bobs.secret().reveal()))
        .isInstanceOf(AuthenticationException.class);
    assertThat(keys().authenticate(adas.secret().reveal()).id()).isEqualTo(adas.key().id());
    store.users().enable(bob.id());
    assertThat(keys().authenticate(bobs.secret().reveal()).id()).isEqualTo(bobs.key().id());
  }
}
