package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.NewKey;
import dev.vaultgate.server.admin.StoreAdministration;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a server's store is what is in the store, to the last field. */
class RemoteAdministrationTest {

  @TempDir Path folder;
  private RunningServer server;
  private Administration remote;
  private Administration local;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder.resolve("test.db"));
    remote =
        new RemoteAdministration(
            new RemoteApi(Address.of(server.url(), "/api/v1"), RunningServer.ADMIN_KEY));
    local =
        StoreAdministration.of(
            server.server().gateway(), server.server().live(), server.server().live()::reload);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void ask(String model, String secret) {
    RemoteGateway gateway =
        new RemoteGateway(new RemoteApi(Address.of(server.url(), "/v1"), secret));
    try (OkHttpTransport transport = new OkHttpTransport(1)) {
      gateway.client(model, transport).chat(ChatRequest.of(model, "Hello"));
    }
  }

  @Test
  void keysAreTheSame() {
    NewKey made =
        remote.createKey(
            KeySpec.named("ä key")
                .account("tëam & co")
                .models("demo*")
                .requestsPerMinute(0)
                .creditCap(Money.nanos(1))
                .expires(Instant.parse("2100-01-31T12:00:00.123Z")));
    ask("demo-text", server.newKey());
    remote.revokeKey(remote.createKey(KeySpec.named("gone")).key().id());

    assertThat(remote.keys()).hasSize(3).isEqualTo(local.keys());
    assertThat(remote.key(made.key().id())).isEqualTo(local.key(made.key().id()));
    assertThat(made.toString()).doesNotContain(made.secret());
  }

  @Test
  void accountsAreTheSame() {
    remote.createKey(KeySpec.named("a").account("team"));
    remote.createKey(KeySpec.named("b"));
    remote.topUp("team", Money.nanos(123), "r-1", "a note");

    assertThat(remote.accounts()).hasSize(2).isEqualTo(local.accounts());
    assertThat(remote.verifyCredit()).isEqualTo(local.verifyCredit());
  }

  @Test
  void usageIsTheSameAsAWholeAndInPart() {
    String secret = server.newKey();
    ask("demo-text", secret);
    try {
      ask("demo-error-text", secret);
    } catch (UpstreamException e) {
      assertThat(e.status()).isEqualTo(503);
    }
    UsageQuery failed = UsageQuery.ALL.outcome(Outcome.UPSTREAM_ERROR);
    UsageQuery narrow =
        UsageQuery.ALL
            .account(Account.OPERATOR)
            .model("demo-text")
            .keyId(server.server().gateway().authenticate(secret).id())
            .between(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));

    assertThat(remote.usage(UsageQuery.ALL, 1000)).isEqualTo(local.usage(UsageQuery.ALL, 1000));
    assertThat(remote.usage(UsageQuery.ALL, 1).calls()).hasSize(1);
    assertThat(remote.usage(failed, 10).calls())
        .hasSize(1)
        .isEqualTo(local.usage(failed, 10).calls());
    assertThat(remote.usage(narrow, 10).calls())
        .hasSize(1)
        .isEqualTo(local.usage(narrow, 10).calls());
  }
}
