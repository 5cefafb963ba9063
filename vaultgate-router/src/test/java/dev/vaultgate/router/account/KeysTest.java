package dev.vaultgate.router.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.store.Store;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the service adds to the store: it remembers keys, and never one that was changed. */
class KeysTest {

  private final FakeTime time = new FakeTime();
  private final KeyStore store = Store.inMemory().keys();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final AtomicReference<Runnable> afterLookUp = new AtomicReference<>(() -> {});
  private final Keys keys = new Keys(counting(store), time);

  static ApiKey key() {
    return new ApiKey(
        "key_1",
        new Account(1, "a", true, Instant.EPOCH),
        null,
        null,
        "k",
        "1234",
        "5678",
        KeyTerms.USUAL,
        Instant.EPOCH,
        null,
        null,
        null);
  }

  @Test
  void s03JunkIsRefusedWithoutAskingTheStore() {
    assertThatThrownBy(() -> keys.authenticate("vg_junk"))
        .isInstanceOf(AuthenticationException.class);

    assertThat(lookUps).hasValue(0);
  }

  @Test
  void aKeyIsLookedUpOnceAMinute() {
    String secret = keys.create(KeySpec.named("k")).secret().reveal();

    for (int second = 0; second < 120; second++) {
      keys.authenticate(secret);
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(lookUps).hasValue(2);
  }

  @Test
  void s04AnUnknownKeyIsLookedUpEachTimeSinceItMayBeMadeAnyMoment() {
    String unknown =
        new Keys(Store.inMemory().keys(), time).create(KeySpec.named("k")).secret().reveal();

    assertThatThrownBy(() -> keys.authenticate(unknown)).hasMessage("The API key is not valid.");
    assertThatThrownBy(() -> keys.authenticate(unknown)).hasMessage("The API key is not valid.");

    assertThat(lookUps).hasValue(2);
  }

  @Test
  void s05ALookUpThatARevocationOvertakesIsNotRemembered() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    afterLookUp.set(() -> keys.revoke(created.key().id()));

    keys.authenticate(created.secret().reveal());
    afterLookUp.set(() -> {});

    assertThatThrownBy(() -> keys.authenticate(created.secret().reveal()))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void s27ANarrowerRuleHoldsAtOnce() {
    Keys.Created created = keys.create(KeySpec.named("k"));
    keys.authenticate(created.secret().reveal());
    KeyTerms narrower = created.key().terms().withRequestsPerMinute(1);

    keys.update(created.key().id(), "k", narrower);

    assertThat(keys.authenticate(created.secret().reveal()).requestsPerMinute()).isEqualTo(1);
  }

  /** The store with a count of what is looked up, and something that happens right after it. */
  private KeyStore counting(KeyStore store) {
    return (KeyStore)
        Proxy.newProxyInstance(
            KeyStore.class.getClassLoader(),
            new Class<?>[] {KeyStore.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(store, arguments);
              if (method.getName().equals("findByHash") && result instanceof Optional<?>) {
                lookUps.incrementAndGet();
                afterLookUp.get().run();
              }
              return result;
            });
  }
}
