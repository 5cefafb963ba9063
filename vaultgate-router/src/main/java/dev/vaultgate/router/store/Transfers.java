package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the ledger's money moves by. They are only ever added, by the writer's thread.
 * Holds and transfers have one row of numbers, which any thread may ask for the next of; the
 * store's lock keeps other processes from it.
 */
final class Transfers {

  private static final Map<HoldEnd.Kind, String> END =
      new EnumMap<>(
          Map.of(
              HoldEnd.Kind.RELEASE, end("release"),
              HoldEnd.Kind.EXPIRE, end("expire")));

  private final AtomicLong last;

  /**
   * @param last the highest number of a hold or transfer so far
   */
  Transfers(long last) {
    this.last = new AtomicLong(last);
  }

  private static String end(String kind) {
    return "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id,"
        + " at) VALUES (?, '%s', ?, ?, ?, 0, ?, ?, ?)".formatted(kind);
  }

  /** The number of the next hold or transfer. */
  long next() {
    return last.incrementAndGet();
  }

  /** The highest number so far. */
  long last() {
    return last.get();
  }

  /** Adds how a hold ended, and what of its cost could not be charged. */
  void end(Statements db, HoldEnd end) throws SQLException {
    if (end.kind() == HoldEnd.Kind.CHARGE) {
      charge(db, end);
      lose(db, end.hold(), end.charge(), end.settlement().operatorLoss(), end.at());
    } else {
      Payer payer = end.hold().request().payer();
      db.run(
          Objects.requireNonNull(END.get(end.kind())),
          end.hold().id(),
          payer.accountId(),
          payer.projectId(),
          payer.keyId(),
          end.hold().amount().nanos(),
          end.hold().request().requestId(),
          end.at());
    }
  }

  private static void charge(Statements db, HoldEnd end) throws SQLException {
    Hold hold = end.hold();
    Payer payer = hold.request().payer();
    db.run(
        "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id,"
            + " at, tokens, price_version, day)"
            + " VALUES (?, 'charge', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        hold.id(),
        payer.accountId(),
        payer.projectId(),
        payer.keyId(),
        end.settlement().charged().nanos(),
        hold.amount().nanos(),
        hold.request().requestId(),
        end.at(),
        end.charge().tokens(),
        end.charge().priceVersion(),
        end.day());
  }

  /** Adds what could not be charged of a call, unless it is nothing or was added before. */
  void lose(Statements db, Hold hold, Charge charge, Money loss, long now) throws SQLException {
    if (!loss.isZero()) {
      Payer payer = hold.request().payer();
      db.run(
          "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, hold_id,"
              + " request_id, at, price_version) VALUES (?, 'loss', ?, ?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (hold_id) WHERE kind = 'loss' DO NOTHING",
          next(),
          payer.accountId(),
          payer.projectId(),
          payer.keyId(),
          loss.nanos(),
          hold.id(),
          hold.request().requestId(),
          now,
          charge.priceVersion());
    }
  }

  /** Adds what gave an account credit, or took it back. */
  void enter(
      Statements db,
      EntryKind kind,
      long account,
      Money amount,
      String reference,
      String note,
      long now)
      throws SQLException {
    db.run(
        "INSERT INTO transfer (id, kind, account_id, amount, reference, note, at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        next(),
        kind.word(),
        account,
        amount.nanos(),
        reference,
        note,
        now);
  }

  /** How a hold ended and what was charged for it, or null when it has not ended. */
  static @Nullable Ended ended(Statements db, long hold) throws SQLException {
    return db.first(
        "SELECT e.kind, e.amount, coalesce(l.amount, 0) FROM transfer e"
            + " LEFT JOIN transfer l ON l.kind = 'loss' AND l.hold_id = e.id WHERE e.id = ?",
        row ->
            new Ended(
                row.getString(1).equals("expire"),
                new Settlement(Money.nanos(row.getLong(2)), Money.nanos(row.getLong(3)))),
        hold);
  }

  /**
   * How a hold ended.
   *
   * @param expired whether its process had ended
   */
  record Ended(boolean expired, Settlement settlement) {}
}
