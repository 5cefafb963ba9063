package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderPage;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.router.payment.Receipt;
import dev.vaultgate.router.payment.Receipt.Kind;
import dev.vaultgate.router.store.SqliteCredit.Moved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders in the tables {@code payment_order} and {@code payment_event}. */
final class SqliteOrders implements OrderStore {

  private static final String ORDER =
      "SELECT o.*, a.name AS account FROM payment_order o JOIN account a ON a.id = o.account_id";

  private static final String OF_OWNER = " AND o.account_id = :owner";

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SqliteCredit credit;

  SqliteOrders(SqliteWriter writer, SqliteReads reads, SqliteCredit credit) {
    this.writer = writer;
    this.reads = reads;
    this.credit = credit;
  }

  @Override
  public void add(Order order) {
    boolean added =
        writer.write(
            db ->
                db.number("SELECT 1 FROM account WHERE id = ?", order.accountId()) != null
                    && insert(db, order));
    if (!added) {
      throw LedgerRules.unknownAccount(order.accountId());
    }
  }

  private static boolean insert(Statements db, Order order) throws SQLException {
    return db.run(
            "INSERT INTO payment_order"
                + " (id, account_id, gateway, pack, price, currency, credit, state, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?)",
            order.id(),
            order.accountId(),
            order.gateway(),
            order.pack(),
            order.price().minor(),
            order.price().currency(),
            order.credit().nanos(),
            order.createdAt().toEpochMilli())
        == 1;
  }

  @Override
  public void opened(String id, String checkout) {
    writer.write(db -> db.run("UPDATE payment_order SET checkout = ? WHERE id = ?", checkout, id));
  }

  @Override
  public Optional<Order> find(String id, @Nullable Long owner) {
    return reads.read(
        handle ->
            handle
                .createQuery(ORDER + " WHERE o.id = :id" + (owner == null ? "" : OF_OWNER))
                .bind("id", id)
                .bindMap(owner == null ? Map.of() : Map.of("owner", owner))
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public OrderPage page(@Nullable Long owner, int max, @Nullable Long from) {
    Pages.check(max);
    List<Long> places = new ArrayList<>(max);
    List<Order> found =
        reads.read(
            handle ->
                handle
                    .createQuery(
                        ORDER
                            + " WHERE o.seq <= :start"
                            + (owner == null ? "" : OF_OWNER)
                            + " ORDER BY o.seq DESC LIMIT :max")
                    .bindMap(owner == null ? Map.of() : Map.of("owner", owner))
                    .bind("start", Pages.start(from))
                    .bind("max", max + 1)
                    .map(
                        (row, context) -> {
                          places.add(row.getLong("seq"));
                          return read(row);
                        })
                    .list());
    return found.size() > max
        ? new OrderPage(found.subList(0, max), places.get(max))
        : new OrderPage(found, null);
  }

  @Override
  public Receipt take(String gateway, PaymentNotice notice, Instant now) {
    return OrderRules.orderOf(notice)
        .map(order -> writer.write(db -> take(db, gateway, order, notice, now)))
        .orElse(Receipt.NOTHING);
  }

  private Receipt take(
      Statements db, String gateway, String orderId, PaymentNotice notice, Instant now)
      throws SQLException {
    if (db.number(
            "SELECT 1 FROM payment_event WHERE gateway = ? AND id = ?", gateway, notice.event())
        != null) {
      return Receipt.NOTHING;
    }
    Order order = db.first(ORDER + " WHERE o.id = ?", SqliteOrders::read, orderId);
    Receipt refusal = OrderRules.refusal(gateway, notice, order).orElse(null);
    if (refusal != null || order == null) {
      return refusal == null ? Receipt.NOTHING : refusal;
    }
    Receipt receipt = take(db, order, notice, now);
    if (receipt.kind() != Kind.TOO_MUCH) {
      db.run(
          "INSERT INTO payment_event (gateway, id, order_id, kind, at) VALUES (?, ?, ?, ?, ?)",
          gateway,
          notice.event(),
          order.id(),
          notice.getClass().getSimpleName(),
          now.toEpochMilli());
    }
    return receipt;
  }

  private Receipt take(Statements db, Order order, PaymentNotice notice, Instant now)
      throws SQLException {
    if (notice instanceof PaymentNotice.Paid paid) {
      return order.state() == OrderState.PAID
          ? Receipt.of(Kind.NOTHING, order)
          : pay(db, order, paid, now);
    } else if (notice instanceof PaymentNotice.Refunded refunded) {
      return refund(db, order, refunded);
    }
    boolean isOver =
        db.run(
                "UPDATE payment_order SET state = 'expired' WHERE id = ? AND state = 'open'",
                order.id())
            == 1;
    return Receipt.of(isOver ? Kind.EXPIRED : Kind.NOTHING, order);
  }

  private Receipt pay(Statements db, Order order, PaymentNotice.Paid paid, Instant now)
      throws SQLException {
    Moved moved =
        credit.topUp(
            db,
            order.accountId(),
            order.credit(),
            order.reference(),
            OrderRules.noteOfPayment(order));
    if (moved.outcome() == SqliteCredit.Outcome.TOO_MUCH) {
      return Receipt.of(Kind.TOO_MUCH, order);
    }
    db.run(
        "UPDATE payment_order SET state = 'paid', payment = ?, paid_at = ? WHERE id = ?",
        paid.payment(),
        now.toEpochMilli(),
        order.id());
    return new Receipt(Kind.CREDITED, order, order.credit());
  }

  private Receipt refund(Statements db, Order order, PaymentNotice.Refunded refunded)
      throws SQLException {
    Money due = order.creditOf(refunded.inAll()).minus(order.creditOf(order.refunded()));
    if (due.compareTo(Money.ZERO) <= 0) {
      return Receipt.of(Kind.NOTHING, order);
    }
    Money taken =
        credit
            .correct(
                db,
                Correction.takeBack(
                    order.accountId(),
                    due,
                    OrderRules.referenceOfRefund(order, refunded.inAll()),
                    OrderRules.noteOfRefund(order)))
            .amount();
    db.run(
        "UPDATE payment_order SET refunded = ?, taken_back = taken_back - ? WHERE id = ?",
        refunded.inAll(),
        taken.nanos(),
        order.id());
    return new Receipt(Kind.TAKEN_BACK, order, taken);
  }

  private static Order read(ResultSet row) throws SQLException {
    return new Order(
        row.getString("id"),
        row.getLong("account_id"),
        row.getString("account"),
        row.getString("gateway"),
        row.getString("pack"),
        new Price(row.getLong("price"), row.getString("currency")),
        Money.nanos(row.getLong("credit")),
        OrderState.parse(row.getString("state")),
        row.getString("checkout"),
        row.getString("payment"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        KeyRows.instant(row, "paid_at"),
        row.getLong("refunded"),
        Money.nanos(row.getLong("taken_back")));
  }
}
