package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.Tags;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of keys promises, seen through the service that callers use. */
abstract class KeyStoreContract extends StoreContract {

  private Keys keys = keys();
  private Projects projects = new Projects(store.projects(), keys, time);

  @BeforeEach
  void startService() {
    keys = keys();
    projects = new Projects(store.projects(), keys, time);
  }

  @Test
  void aKeyIsFoundByItsSecretAndById() {
    Instant expiry = time.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
    KeySpec spec =
        KeySpec.named("team")
            .account("research")
            .models("gpt-4o-text", "claude*")
            .types(ModelType.TEXT, ModelType.IMAGE)
            .requestsPerMinute(7)
            .concurrencyMax(3)
            .creditCap(Money.dollars("12.345678901"))
            .expires(expiry);

    Keys.Created created = keys.create(spec);

    ApiKey key = created.key();
    assertThat(key.name()).isEqualTo("team");
    assertThat(key.account().name()).isEqualTo("research");
    assertThat(key.account().unlimited()).isFalse();
    assertThat(key.terms()).isEqualTo(spec.terms());
    assertThat(keys.find(key.id())).contains(key);
    assertThat(keys.list()).containsExactly(key);
    assertThat(keys.authenticate(created.secret().reveal())).isEqualTo(key);
  }

  @Test
  void whetherThereIsAnyKeyIsKnown() {
    assertThat(keys.isEmpty()).isTrue();

    ApiKey key = keys.create(KeySpec.named("only")).key();
    keys.revoke(key.id());

    assertThat(keys.isEmpty()).isFalse();
  }

  @Test
  void aKeyWithoutAnAccountBelongsToTheOperatorWhoNeedsNoCredit() {
    ApiKey one = keys.create(KeySpec.named("one")).key();
    ApiKey other = keys.create(KeySpec.named("other")).key();

    assertThat(one.account().unlimited()).isTrue();
    assertThat(one.account().name()).isEqualTo(Account.OPERATOR);
    assertThat(other.account()).isEqualTo(one.account());
    assertThat(one.terms()).isEqualTo(KeyTerms.USUAL);
  }

  @Test
  void anAccountStaysWhatItWasMadeAs() {
    Account account = store.keys().account("a", false, time.now());

    assertThat(store.keys().account("a", true, time.now().plusSeconds(1))).isEqualTo(account);
    assertThat(store.keys().findAccount("a")).contains(account);
    assertThat(store.keys().findAccount("A")).isEmpty();
    assertThat(store.keys().accounts()).containsExactly(account);
  }

  @Test
  void manyWhoMakeOneAccountAtOnceMakeOne() throws Exception {
    try (Together together = new Together(16)) {
      List<Account> made = together.run(() -> store.keys().account("a", false, time.now()));

      assertThat(made).containsOnly(made.get(0));
    }
  }

  @Test
  void s04UnknownRevokedPausedAndExpiredSecretsAreRefusedInTheSameWords() {
    String unknown =
        new Keys(Store.inMemory().keys(), time).create(KeySpec.named("k")).secret().reveal();
    Keys.Created revoked = keys.create(KeySpec.named("revoked"));
    Keys.Created paused = keys.create(KeySpec.named("paused"));
    Keys.Created expired = keys.create(KeySpec.named("expired").expires(time.now()));
    keys.revoke(revoked.key().id());
    keys.pause(paused.key().id());

    for (String secret :
        List.of(
            unknown,
            revoked.secret().reveal(),
            paused.secret().reveal(),
            expired.secret().reveal())) {
      assertRefused(secret);
    }
  }

  @Test
  void s05ARevokedKeyIsRefusedAtOnceAlthoughItIsRemembered() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.authenticate(created.secret().reveal());

    assertThat(keys.revoke(created.key().id())).isTrue();

    assertRefused(created.secret().reveal());
    assertThat(keys.revoke(created.key().id())).isFalse();
    assertThat(keys.find(created.key().id()).orElseThrow().state(time.now()))
        .isEqualTo(KeyState.REVOKED);
  }

  @Test
  void aKeyThatIsRememberedExpiresOnTime() {
    Keys.Created created =
        keys.create(KeySpec.named("k").expires(time.now().plus(Duration.ofSeconds(10))));
    keys.authenticate(created.secret().reveal());

    time.advance(Duration.ofSeconds(10));

    assertRefused(created.secret().reveal());
  }

  @Test
  void aPausedKeyWorksAgainWhenItIsResumed() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.authenticate(created.secret().reveal());

    keys.pause(created.key().id());
    assertRefused(created.secret().reveal());

    keys.resume(created.key().id());
    assertThat(keys.authenticate(created.secret().reveal()).id()).isEqualTo(created.key().id());
  }

  @Test
  void newTermsHoldAtOnce() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.authenticate(created.secret().reveal());
    KeyTerms terms =
        new KeyTerms(
            new ModelRule(Set.of("gpt-4o*"), Set.of(ModelType.TEXT)),
            new Rates(5, 70_000, 0),
            new Budget(
                Map.of(Period.TOTAL, Money.nanos(1), Period.DAY, Money.nanos(2)),
                Map.of(Period.DAY, 3L, Period.MONTH, 4L)),
            new CallCaps(1, 2, 3, 4),
            List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")),
            new Tags(Map.of("team", "search=1", "stage", "test")),
            true,
            time.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));

    ApiKey changed = keys.update(created.key().id(), "renamed", terms).orElseThrow();

    assertThat(changed.terms()).isEqualTo(terms);
    assertThat(changed.name()).isEqualTo("renamed");
    assertThat(keys.authenticate(created.secret().reveal()).terms()).isEqualTo(terms);
  }

  @Test
  void aKeyOfAProjectBelongsToTheAccountThatPaysForIt() {
    Project project = project("research");

    Keys.Created created = keys.create(KeySpec.named("k").project(project));

    assertThat(created.key().account()).isEqualTo(project.account());
    assertThat(created.key().project()).isEqualTo(project);
    assertThat(keys.find(created.key().id())).contains(created.key());
    assertThat(keys.authenticate(created.secret().reveal())).isEqualTo(created.key());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpec.named("k").project(project).account("another"))
        .withMessageContaining("research");
  }

  @Test
  void aKeyMovesToAnotherProjectOfItsAccountAndOutOfIt() {
    Project project = project("research");
    Project foreign = project("sales");
    ApiKey key = keys.create(KeySpec.named("k").account("research")).key();

    ApiKey moved = keys.update(key, "k", project, key.terms()).orElseThrow();
    assertThat(moved.project()).isEqualTo(project);
    assertThat(keys.update(key.id(), "renamed", key.terms()).orElseThrow().project())
        .isEqualTo(project);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.update(moved, "k", foreign, key.terms()))
        .withMessageContaining("sales");
    assertThat(keys.update(moved, "k", null, key.terms()).orElseThrow().project()).isNull();
  }

  @Test
  void keysOfAnArchivedProjectRestUntilItIsRestored() {
    Project project = project("research");
    Keys.Created created = keys.create(KeySpec.named("k").project(project));
    keys.authenticate(created.secret().reveal());

    projects.archive(project.id());
    assertRefused(created.secret().reveal());
    assertThat(keys.find(created.key().id()).orElseThrow().state(time.now()))
        .isEqualTo(KeyState.ARCHIVED);

    projects.restore(project.id());
    assertThat(keys.authenticate(created.secret().reveal()).project()).isEqualTo(project);
  }

  @Test
  void newTermsOfAProjectHoldForItsKeysAtOnce() {
    Project project = project("research");
    Keys.Created created = keys.create(KeySpec.named("k").project(project));
    keys.authenticate(created.secret().reveal());
    ProjectTerms terms =
        new ProjectTerms(
            Budget.NONE.withCredit(Period.MONTH, Money.dollars(3)), new Rates(1, 2, 3));

    Project changed = projects.update(project.id(), "renamed", terms).orElseThrow();

    assertThat(changed.name()).isEqualTo("renamed");
    assertThat(changed.terms()).isEqualTo(terms);
    assertThat(keys.authenticate(created.secret().reveal()).project()).isEqualTo(changed);
  }

  @Test
  void limitsCanBeTakenAway() {
    Keys.Created created =
        keys.create(
            KeySpec.named("k")
                .creditCap(Money.nanos(1))
                .models("a")
                .expires(time.now().plusSeconds(9)));

    ApiKey changed = keys.update(created.key().id(), "k", KeyTerms.USUAL).orElseThrow();

    assertThat(changed.terms()).isEqualTo(KeyTerms.USUAL);
  }

  @Test
  void aKeyWithANewSecretKeepsItsOldOneForAWhile() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    time.advance(Duration.ofSeconds(1));

    Keys.Created rotated = keys.rotate(created.key().id(), Duration.ofMinutes(10)).orElseThrow();

    assertThat(rotated.key().id()).isEqualTo(created.key().id());
    assertThat(rotated.key().lastFour()).isEqualTo(rotated.secret().lastFour());
    assertThat(keys.authenticate(created.secret().reveal()).id()).isEqualTo(created.key().id());
    assertThat(keys.authenticate(rotated.secret().reveal()).id()).isEqualTo(created.key().id());

    time.advance(Duration.ofMinutes(10));

    assertRefused(created.secret().reveal());
    assertThat(keys.authenticate(rotated.secret().reveal()).id()).isEqualTo(created.key().id());
  }

  @Test
  void aSecondRotationDoesNotProlongTheFirstSecret() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.rotate(created.key().id(), Duration.ofMinutes(1));
    keys.rotate(created.key().id(), Duration.ofMinutes(10));

    time.advance(Duration.ofMinutes(1));

    assertRefused(created.secret().reveal());
  }

  @Test
  void anOldSecretCanEndAtOnce() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.authenticate(created.secret().reveal());

    keys.rotate(created.key().id(), Duration.ZERO);

    assertRefused(created.secret().reveal());
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    ApiKey revoked = keys.create(KeySpec.named("k")).key();
    keys.revoke(revoked.id());

    assertThat(keys.find("key_none")).isEmpty();
    assertThat(keys.update("key_none", "k", KeyTerms.USUAL)).isEmpty();
    assertThat(keys.rotate("key_none", Duration.ZERO)).isEmpty();
    assertThat(keys.pause("key_none")).isEmpty();
    assertThat(keys.resume("key_none")).isEmpty();
    assertThat(keys.revoke("key_none")).isFalse();
    assertThat(keys.rotate(revoked.id(), Duration.ZERO)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.rotate(revoked.id(), Duration.ofSeconds(-1)));
  }

  @Test
  void itIsNotedWhenAKeyWasUsed() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    time.advance(Duration.ofSeconds(5));

    keys.authenticate(created.secret().reveal());

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(keys.find(created.key().id()).orElseThrow().lastUsedAt())
                    .isEqualTo(time.now()));
  }

  @Test
  void s06TextThatLooksLikeSqlIsText() {
    String name = "'; DROP TABLE api_key; --";

    ApiKey key = keys.create(KeySpec.named(name).account(name).models("a'--*")).key();

    assertThat(keys.find(key.id())).contains(key);
    assertThat(keys.find(name)).isEmpty();
    assertThat(store.keys().findAccount(name)).isPresent();
    assertThat(store.keys().findByHash(name)).isEmpty();
  }

  private Project project(String account) {
    return projects.create(
        store.keys().account(account, false, time.now()), "p", ProjectTerms.UNLIMITED);
  }

  private void assertRefused(String secret) {
    assertThatThrownBy(() -> keys.authenticate(secret))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("The API key is not valid.");
  }
}
