package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.redeem.CodePage;
import dev.vaultgate.router.redeem.CodeSecret;
import dev.vaultgate.router.redeem.CodeSpec;
import dev.vaultgate.router.redeem.CodeState;
import dev.vaultgate.router.redeem.CodeStore;
import dev.vaultgate.router.redeem.RedeemCode;
import dev.vaultgate.router.redeem.RedeemOutcome;
import dev.vaultgate.router.redeem.RedeemOutcome.Kind;
import dev.vaultgate.router.redeem.Redemption;
import dev.vaultgate.router.store.SqliteCredit.Moved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes in the tables {@code redeem_code} and {@code redemption}. */
final class SqliteCodes implements CodeStore {

  private static final String PAGE =
      "SELECT * FROM redeem_code WHERE id <= :start ORDER BY id DESC LIMIT :max";

  private static final String PAGE_OF_BATCH =
      "SELECT * FROM redeem_code WHERE batch = :batch AND id <= :start"
          + " ORDER BY id DESC LIMIT :max";

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SqliteCredit credit;

  SqliteCodes(SqliteWriter writer, SqliteReads reads, SqliteCredit credit) {
    this.writer = writer;
    this.reads = reads;
    this.credit = credit;
  }

  @Override
  public List<RedeemCode> add(CodeSpec spec, List<CodeSecret> secrets, Instant now) {
    return writer.write(db -> add(db, spec, secrets, now));
  }

  private static List<RedeemCode> add(
      Statements db, CodeSpec spec, List<CodeSecret> secrets, Instant now) throws SQLException {
    long batch =
        Objects.requireNonNull(db.number("SELECT coalesce(max(id), 0) + 1 FROM redeem_code"));
    List<RedeemCode> added = new ArrayList<>(secrets.size());
    for (CodeSecret secret : secrets) {
      long id = batch + added.size();
      db.run(
          "INSERT INTO redeem_code"
              + " (id, batch, hash, last_four, amount, uses, expires_at, note, created_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          id,
          batch,
          secret.hash(),
          secret.lastFour(),
          spec.amount().nanos(),
          (long) spec.uses(),
          spec.expiresAt() == null ? null : spec.expiresAt().toEpochMilli(),
          spec.note(),
          now.toEpochMilli());
      added.add(new RedeemCode(id, batch, secret.lastFour(), spec, 0, now, null));
    }
    return added;
  }

  @Override
  public Optional<RedeemCode> find(long id) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM redeem_code WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public CodePage page(@Nullable Long batch, int max, @Nullable Long from) {
    Pages.check(max);
    List<RedeemCode> found =
        reads.read(
            handle ->
                handle
                    .createQuery(batch == null ? PAGE : PAGE_OF_BATCH)
                    .bindMap(batch == null ? Map.of() : Map.of("batch", batch))
                    .bind("start", Pages.start(from))
                    .bind("max", max + 1)
                    .map((row, context) -> read(row))
                    .list());
    return found.size() > max
        ? new CodePage(found.subList(0, max), found.get(max).id())
        : new CodePage(found, null);
  }

  @Override
  public List<Redemption> redemptions(long id, int max, @Nullable Long before) {
    Pages.check(max);
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT r.id, r.account_id, a.name, r.at FROM redemption r"
                        + " JOIN account a ON a.id = r.account_id"
                        + " WHERE r.code_id = :code AND r.id < :before"
                        + " ORDER BY r.id DESC LIMIT :max")
                .bind("code", id)
                .bind("before", Pages.start(before))
                .bind("max", max)
                .map(
                    (row, context) ->
                        new Redemption(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            Instant.ofEpochMilli(row.getLong(4))))
                .list());
  }

  @Override
  public boolean disable(long id, Instant at) {
    return writer.write(
            db ->
                db.run(
                    "UPDATE redeem_code SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL",
                    at.toEpochMilli(),
                    id))
        > 0;
  }

  @Override
  public int disableBatch(long batch, Instant at) {
    return writer.write(
        db ->
            db.run(
                "UPDATE redeem_code SET disabled_at = ? WHERE batch = ? AND disabled_at IS NULL",
                at.toEpochMilli(),
                batch));
  }

  @Override
  public RedeemOutcome redeem(String hash, long accountId, Instant now) {
    return writer
        .write(db -> redeem(db, hash, accountId, now))
        .orElseThrow(() -> LedgerRules.unknownAccount(accountId));
  }

  /** Empty when there is no such account. */
  private Optional<RedeemOutcome> redeem(Statements db, String hash, long account, Instant now)
      throws SQLException {
    RedeemCode code = db.first("SELECT * FROM redeem_code WHERE hash = ?", SqliteCodes::read, hash);
    if (code == null) {
      return Optional.of(new RedeemOutcome(Kind.UNKNOWN, null));
    } else if (db.number(
            "SELECT 1 FROM redemption WHERE code_id = ? AND account_id = ?", code.id(), account)
        != null) {
      return Optional.of(new RedeemOutcome(Kind.REDEEMED_BEFORE, code));
    } else if (code.state(now) != CodeState.ACTIVE) {
      return Optional.of(new RedeemOutcome(Kind.NOT_ACTIVE, code));
    }
    Moved moved =
        credit.topUp(db, account, code.spec().amount(), reference(code, account), code.masked());
    return switch (moved.outcome()) {
      case NEW -> {
        db.run(
            "INSERT INTO redemption (code_id, account_id, at) VALUES (?, ?, ?)",
            code.id(),
            account,
            now.toEpochMilli());
        db.run("UPDATE redeem_code SET used = used + 1 WHERE id = ?", code.id());
        yield Optional.of(new RedeemOutcome(Kind.REDEEMED, code));
      }
      case TOO_MUCH, TOO_LITTLE -> Optional.of(new RedeemOutcome(Kind.TOO_MUCH, code));
      case KNOWN, OTHER -> Optional.of(new RedeemOutcome(Kind.REDEEMED_BEFORE, code));
      case NO_ACCOUNT -> Optional.empty();
    };
  }

  /** Names the credit of a redemption in the ledger. */
  static String reference(RedeemCode code, long account) {
    return "code:" + code.id() + ":" + account;
  }

  private static RedeemCode read(ResultSet row) throws SQLException {
    return new RedeemCode(
        row.getLong("id"),
        row.getLong("batch"),
        row.getString("last_four"),
        new CodeSpec(
            Money.nanos(row.getLong("amount")),
            row.getInt("uses"),
            KeyRows.instant(row, "expires_at"),
            row.getString("note")),
        row.getInt("used"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        KeyRows.instant(row, "disabled_at"));
  }
}
