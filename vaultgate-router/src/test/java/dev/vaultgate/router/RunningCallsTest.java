package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Registration;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the calls of a key that ends while they run. */
class RunningCallsTest {

  private static final String PASSWORD = "a long enough secret";

  private final FakeTime time = new FakeTime();
  private final FakeUpstream provider = new FakeUpstream();
  private final Gateway gateway =
      Gateway.builder()
          .router(OneModel.router(provider, time).build())
          .store(Store.inMemory())
          .registration(Registration.OPEN)
          .time(time)
          .build();

  @AfterEach
  void close() {
    gateway.close();
  }

  private Keys.Created key(KeySpec spec) {
    Keys.Created created = gateway.keys().create(spec);
    gateway.ledger().topUp(created.key().account().id(), Money.dollars("1"), "start", "");
    return created;
  }

  private GatewayStream stream(ApiKey key) {
    provider.streams("some words", Usage.of(7, 5), FakeUpstream.SILENCE);
    byte[] body =
        "{\"model\":\"m-text\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            .getBytes(UTF_8);
    Caller caller = new Caller(key, "request-1", new Cancellation());
    GatewayStream stream = gateway.stream(caller, ChatCall.parse(body));
    assertThat(new String(stream.next(), UTF_8)).contains("assistant");
    assertThat(new String(stream.next(), UTF_8)).contains("some words");
    return stream;
  }

  private void assertCut(GatewayStream stream, ApiKey key) {
    assertThatThrownBy(() -> drain(stream))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("The API key is not valid.");
    UsageRecord record = gateway.usage().newest(1).get(0);
    assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(record.errorCode()).isEqualTo("invalid_api_key");
    assertThat(record.cost().isZero()).as("the delivered part is billed").isFalse();
    assertThat(gateway.ledger().balance(key.account().id()).available())
        .isEqualTo(Money.dollars("1").minus(record.cost()));
    assertThat(gateway.ledger().balance(key.account().id()).held()).isEqualTo(Money.ZERO);
  }

  private static void drain(GatewayStream stream) {
    byte[] chunk = stream.next();
    while (chunk != null) {
      chunk = stream.next();
    }
  }

  @Test
  void s05StreamsOfAnArchivedProjectAreCutAndTheDeliveredPartBilled() {
    Account account = gateway.store().keys().account("a", false, time.now());
    Project project = gateway.projects().create(account, "p", ProjectTerms.UNLIMITED);
    ApiKey key = key(KeySpec.named("k").project(project)).key();
    GatewayStream stream = stream(key);

    gateway.projects().archive(project.id());

    assertCut(stream, key);
  }

  @Test
  void s05ARevokedKeysStreamIsCutAndTheDeliveredPartBilled() {
    ApiKey key = key(KeySpec.named("k").account("a")).key();
    GatewayStream stream = stream(key);

    gateway.keys().revoke(key.id());

    assertCut(stream, key);
  }

  @Test
  void s05APausedKeysStreamIsCut() {
    ApiKey key = key(KeySpec.named("k").account("a")).key();
    GatewayStream stream = stream(key);

    gateway.keys().pause(key.id());

    assertCut(stream, key);
  }

  @Test
  void s05AnExpiredKeysStreamIsCut() {
    ApiKey key = key(KeySpec.named("k").account("a").expires(time.now().plusSeconds(30))).key();
    GatewayStream stream = stream(key);

    time.advance(Duration.ofSeconds(30));
    // The look of every second sees it too, sooner or later; it goes by the same time.
    gateway.running().expire();

    assertCut(stream, key);
  }

  @Test
  void s26ADisabledUsersStreamsAreCut() {
    gateway.users().create(Role.OWNER, spec("ada").role(Role.OWNER), PASSWORD);
    User bob = gateway.users().create(Role.OWNER, spec("bob"), PASSWORD);
    ApiKey key = key(KeySpec.named("k").account(bob.account().name())).key();
    GatewayStream stream = stream(key);

    gateway.users().disable(Role.OWNER, bob.id());

    assertCut(stream, key);
  }

  private static UserSpec spec(String name) {
    return UserSpec.member(new Email(name + "@example.com"), name);
  }

  @Test
  void s05ACallThatARevocationOvertakesOnItsWayInIsCutToo() {
    ApiKey key = key(KeySpec.named("k").account("a")).key();
    gateway.keys().revoke(key.id());

    provider.streams(FakeUpstream.SILENCE);

    assertThatThrownBy(() -> drain(stream(key))).isInstanceOf(AuthenticationException.class);
  }

  @Test
  void otherKeysCallsGoOn() {
    ApiKey key = key(KeySpec.named("k").account("a")).key();
    ApiKey other = gateway.keys().create(KeySpec.named("other").account("a")).key();
    GatewayStream stream = stream(key);

    gateway.keys().revoke(other.id());
    gateway.keys().update(key.id(), "renamed", key.terms());

    assertThat(gateway.running().count()).isEqualTo(1);
    stream.close();
    assertThat(gateway.running().count()).isZero();
  }

  @Test
  void aKeyThatIsResumedIsServedAgain() {
    ApiKey key = key(KeySpec.named("k").account("a")).key();
    gateway.keys().pause(key.id());
    gateway.keys().resume(key.id());

    try (GatewayStream stream = stream(key)) {
      assertThat(gateway.running().count()).isEqualTo(1);
    }
  }
}
