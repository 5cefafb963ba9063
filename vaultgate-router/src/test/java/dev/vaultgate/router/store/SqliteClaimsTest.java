package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.idempotency.StoredAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteClaimsTest extends ClaimStoreContract {

  @TempDir private Path folder;

  @Override
  Store open() {
    return SqliteStore.open(folder.resolve("test.db"), time, SqliteSettings.USUAL);
  }

  @Test
  void f65NamesOfAProcessThatWasKilledAreFree() throws Exception {
    Account account = account(Money.nanos(100));
    hold(account, 40);

    openCopyAsAfterAKill();

    assertThat(store.claims().find(CLAIM.scope(), CLAIM.name())).isEmpty();
    assertThat(store.ledger().balance(account.id()).available()).isEqualTo(Money.nanos(100));
    hold(account, 40);
  }

  @Test
  void f65WhatWasSettledBeforeAKillIsOver() throws Exception {
    Account account = account(Money.nanos(100));
    Hold hold = hold(account, 40);
    store.ledger().settle(hold, charge(30, new StoredAnswer("facts", new byte[] {7})));

    openCopyAsAfterAKill();

    assertThat(found().answer().body()).containsExactly(7);
    assertThat(store.ledger().balance(account.id()).used()).isEqualTo(Money.nanos(30));
  }

  @Test
  void f65NamesOfHoldsThatNoCallHasAreFree() {
    Account account = account(Money.nanos(100));
    hold(account, 40);

    assertThat(store.releaseDead(store.latestHold(), id -> false)).isEqualTo(1);

    hold(account, 40);
  }

  /** What lies on the disk now, without what closing would still write. */
  private void openCopyAsAfterAKill() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String file : new String[] {"test.db", "test.db-wal"}) {
      Files.copy(folder.resolve(file), copy.resolve(file));
    }
    store.close();
    store = SqliteStore.open(copy.resolve("test.db"), time, SqliteSettings.USUAL);
  }
}
