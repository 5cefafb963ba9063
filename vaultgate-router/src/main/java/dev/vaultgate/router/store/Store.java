package dev.vaultgate.router.store;

import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.ProjectStore;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.redeem.CodeStore;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.SessionStore;
import dev.vaultgate.router.user.UserStore;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/** Everything that a gateway keeps. Safe for many threads; close it last. */
public interface Store extends AutoCloseable {

  KeyStore keys();

  ProjectStore projects();

  Ledger ledger();

  UsageLog usage();

  /** Names that callers gave their requests. */
  ClaimStore claims();

  /** What administrators have added to the catalogue. */
  ModelEntries models();

  /** The prices that calls have been charged by. */
  PriceVersions prices();

  UserStore users();

  /** The logins of users. */
  SessionStore sessions();

  /** Who may make keys of projects. */
  MemberStore members();

  AuditLog audit();

  CodeStore codes();

  AlertStore alerts();

  OrderStore orders();

  /** What users say to models in the browser. */
  ConversationStore conversations();

  /**
   * A call has ended: its hold is settled, see {@link Ledger#settle}, and its record is kept, both
   * or neither of them when the process is killed. It is certain before this returns, and in the
   * database soon. Does not fail; waits, for a second at most, only for a request that has a name,
   * whose answer is remembered in the same step.
   */
  void end(Hold hold, Charge charge, UsageRecord call);

  /** Whether writes are possible now. */
  boolean isWritable();

  /** The number of the latest hold. */
  long latestHold();

  /**
   * Releases in full what has been held until then and belongs to no call that runs: nobody will
   * settle it any more. A settlement that comes all the same is the operator's loss.
   *
   * @param upTo the number of the last such hold, see {@link #latestHold}
   * @param lives whether a hold of this number belongs to a call that runs
   * @return how many they were
   */
  int releaseDead(long upTo, LongPredicate lives);

  /** How many settlements and usage records wait to be written. */
  int pendingWrites();

  /** Writes what is pending and closes. */
  @Override
  void close();

  /** A store that is gone when the process is. */
  static Store inMemory() {
    return inMemory(SystemTime.system());
  }

  /** The same with another time, for tests. */
  static Store inMemory(SystemTime time) {
    return new InMemoryStore(time);
  }

  /**
   * A store in one SQLite file, made when it is new.
   *
   * @throws IllegalStateException when another process has it open, its schema is newer than this
   *     program, or it is damaged; the message says which
   */
  static Store sqlite(Path file) {
    return SqliteStore.open(file, SystemTime.system(), SqliteSettings.USUAL);
  }
}
