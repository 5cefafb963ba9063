package dev.vaultgate.router.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vaultgate.api.ServerException;
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
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * One SQLite file: a connection that writes, on a thread of its own, and a few that read. Every
 * commit reaches the disk before it is reported ({@code synchronous=FULL}). What calls hold is in
 * memory and in a file beside it, see {@link SqliteLedger}.
 */
final class SqliteStore implements Store {

  /**
   * Pages that are changed again and again, as those of sums and of indexes are, go from the log of
   * changes into the database once for 16 MB of it, not once for four.
   */
  private static final String CHECKPOINT_SELDOM = "PRAGMA wal_autocheckpoint = 4000";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  /** What the file of the {@link HoldJournal} is called behind the database's name. */
  static final String HOLDS = "-holds";

  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(1);

  /** Settlements that wait for a disk that fails: more of them say that it will not come back. */
  private static final int OWED_MAX = 100;

  private final StoreLock lock;
  private final SqliteWriter writer;
  private final HoldJournal journal;
  private final HikariDataSource readers;
  private final SystemTime time;
  private final long boot;
  private final KeyStore keys;
  private final ProjectStore projects;
  private final SqliteClaims claims;
  private final SqliteLedger ledger;
  private final DeadHolds deadHolds;
  private final SqliteUsage usage;
  private final SqliteModelEntries models;
  private final SqlitePriceVersions prices;
  private final SqliteUsers users;
  private final SqliteSessions sessions;
  private final SqliteMembers members;
  private final SqliteAudit audit;
  private final SqliteCodes codes;
  private final SqliteAlerts alerts;
  private final SqliteOrders orders;
  private final SqliteConversations conversations;

  private SqliteStore(
      StoreLock lock,
      SqliteWriter writer,
      HoldJournal journal,
      HikariDataSource readers,
      SystemTime time) {
    this.lock = lock;
    this.writer = writer;
    this.journal = journal;
    this.readers = readers;
    this.time = time;
    SqliteBoot.Begun begun = SqliteBoot.begin(writer, time);
    this.boot = begun.id();
    SqliteReads reads = new SqliteReads(readers, time);
    HoldJournal.Left left = journal.left();
    Books books = new Books(begun.lastDay());
    Tally tally = new Tally(books);
    Transfers transfers = new Transfers(Math.max(begun.lastTransfer(), left.lastHold()));
    SqliteCredit credit = new SqliteCredit(tally, transfers, time);
    this.usage = new SqliteUsage(writer, reads);
    writer.accompany(tally, usage);
    this.keys = new SqliteKeys(writer, reads, tally);
    this.projects = new SqliteProjects(writer, reads, tally);
    this.claims = new SqliteClaims(writer, reads, time, boot);
    HoldEnds ends = new HoldEnds(transfers, tally, usage, claims);
    this.ledger =
        new SqliteLedger(
            writer, reads, time, boot, books, journal, transfers, claims, ends, credit);
    this.deadHolds = new DeadHolds(writer, books, tally, ledger, ends, time);
    int released = deadHolds.end(left, boot);
    if (released > 0) {
      LOG.warn("released {} holds of a process that ended without settling", released);
    }
    journal.begin(boot, begun.startedAt());
    this.codes = new SqliteCodes(writer, reads, credit);
    this.alerts = new SqliteAlerts(writer, reads);
    this.orders = new SqliteOrders(writer, reads, credit);
    this.models = new SqliteModelEntries(writer, reads);
    this.prices = new SqlitePriceVersions(writer, reads, time);
    this.users = new SqliteUsers(writer, reads);
    this.sessions = new SqliteSessions(writer, reads);
    this.members = new SqliteMembers(writer, reads);
    this.audit = new SqliteAudit(writer, reads);
    this.conversations = new SqliteConversations(writer, reads);
  }

  static SqliteStore open(Path file, SystemTime time, SqliteSettings settings) {
    Path database = StoreFiles.canonical(file);
    Closing closing = new Closing();
    try {
      StoreLock lock = closing.later(StoreLock.take(database));
      boolean isNew = StoreFiles.prepare(database, lock.wasEstablished());
      SQLiteDataSource source = source(database, settings);
      SqliteSchema.migrate(source, database, isNew);
      Statements connection = closing.later(new Statements(source.getConnection()));
      connection.number(CHECKPOINT_SELDOM);
      SqliteWriter writer = closing.later(new SqliteWriter(connection, settings.patience(), time));
      HoldJournal journal = closing.later(HoldJournal.open(StoreFiles.beside(database, HOLDS)));
      HikariDataSource readers = closing.later(readers(source, settings));
      SqliteStore store = new SqliteStore(lock, writer, journal, readers, time);
      lock.establish();
      return store;
    } catch (SQLException | JdbiException | ServerException e) {
      closing.now(e);
      throw new IllegalStateException(
          "The store " + database + " cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      closing.now(e);
      throw e;
    }
  }

  SqliteWriter writer() {
    return writer;
  }

  private static SQLiteDataSource source(Path file, SqliteSettings settings) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // Each connection is used by one thread at a time, so SQLite need not lock it as well.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.enforceForeignKeys(true);
    // Nobody asks for them, and each INSERT would be followed by a query.
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout((int) settings.patience().toMillis());
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariDataSource readers(SQLiteDataSource source, SqliteSettings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setPoolName("vaultgate-readers");
    pool.setMaximumPoolSize(settings.readers());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(settings.readWait().toMillis());
    pool.setConnectionInitSql("PRAGMA query_only = ON");
    return new HikariDataSource(pool);
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public ProjectStore projects() {
    return projects;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public ClaimStore claims() {
    return claims;
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public ModelEntries models() {
    return models;
  }

  @Override
  public PriceVersions prices() {
    return prices;
  }

  @Override
  public UserStore users() {
    return users;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public MemberStore members() {
    return members;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public OrderStore orders() {
    return orders;
  }

  @Override
  public AlertStore alerts() {
    return alerts;
  }

  @Override
  public CodeStore codes() {
    return codes;
  }

  @Override
  public ConversationStore conversations() {
    return conversations;
  }

  @Override
  public void end(Hold hold, Charge charge, UsageRecord call) {
    if (hold.isNothing()) {
      usage.accept(call);
      ledger.endClaim(hold, charge.remembered());
    } else if (!ledger.end(hold, charge, call)) {
      usage.accept(call);
    }
  }

  @Override
  public boolean isWritable() {
    if (writer.owed() > OWED_MAX) {
      return false;
    }
    return !writer.isFailing() || probe();
  }

  /** Tries again what failed: nobody else may come to find that it works. */
  private boolean probe() {
    try {
      writer.write(db -> SqliteBoot.seen(db, boot, time.now()), PROBE_PATIENCE, late -> {});
      return true;
    } catch (ServerException e) {
      return false;
    }
  }

  @Override
  public long latestHold() {
    return ledger.latestHold();
  }

  @Override
  public int releaseDead(long upTo, LongPredicate lives) {
    return deadHolds.release(upTo, lives);
  }

  @Override
  public int pendingWrites() {
    return writer.pending() + usage.pending();
  }

  @Override
  public void close() {
    usage.close();
    writer.close();
    journal.close();
    readers.close();
    lock.close();
  }
}
