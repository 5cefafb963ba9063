package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderPage;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.payment.Pack;
import dev.vaultgate.router.payment.Payments;
import dev.vaultgate.router.payment.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sells packs of credit, and hears of payments. */
public final class PaymentOperations implements Topic {

  private static final int ORDERS_USUAL = 50;
  private static final int ORDERS_MAX = 1_000;

  private final @Nullable Payments payments;
  private final OrderStore orders;
  private final AccountChoice accounts;
  private final Alerts alerts;

  /**
   * @param payments null where nothing is sold
   * @param alerts is told when more was given back than could be taken back
   */
  public PaymentOperations(
      @Nullable Payments payments, OrderStore orders, KeyStore accounts, Alerts alerts) {
    this.payments = payments;
    this.orders = orders;
    this.accounts = new AccountChoice(accounts);
    this.alerts = alerts;
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/payments/packs", Access.USER)
            .named("listPacks", "Credit that is for sale.")
            .gives("Pack[]")
            .by(
                call ->
                    Answer.list(
                        payments == null ? List.of() : payments.packs(), PaymentOperations::write)),
        Operation.post("/payments/checkouts", Access.USER)
            .named("createCheckout", "Order a pack; the answer says where it is paid.")
            .takes("CheckoutSpec")
            .gives("Checkout")
            .by(this::order),
        Operation.get("/payments/orders", Access.USER)
            .named("listOrders", "Orders, newest first; users have but their own.")
            .query("account", "string", "Only of this account.")
            .query("limit", "integer", "How many, 1 to " + ORDERS_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("Order[]")
            .by(this::list),
        Operation.get("/payments/orders/{id}", Access.USER)
            .named("showOrder", "One order.")
            .gives("Order")
            .by(this::show),
        Operation.post("/payments/{gateway}/webhook", Access.PUBLIC)
            .named("takePaymentNotice", "Hear of a payment; it bears the provider's signature.")
            .takes("PaymentNotice")
            .gives("PaymentNoticeTaken")
            .by(this::take));
  }

  private Payments payments() {
    if (payments == null) {
      throw new InvalidRequestException(404, "payments_off", "Nothing is sold here.", null);
    }
    return payments;
  }

  private Answer order(Call call) {
    JsonMembers members = call.body();
    String pack = members.requiredText("pack");
    String account = members.text("account");
    members.end();
    Payments.Opened opened = payments().order(accounts.of(call, account), pack);
    ObjectNode order = write(opened.order());
    call.note().of(opened.order().id()).after(order);
    ObjectNode json = Json.object();
    json.set("order", order);
    return Answer.created(json.put("url", opened.checkout().toString()));
  }

  private Answer list(Call call) {
    Query query = call.query();
    Account account = accounts.orAll(call, query.text("account"));
    OrderPage page =
        orders.page(
            account == null ? null : account.id(),
            query.integer("limit", ORDERS_USUAL, 1, ORDERS_MAX),
            query.page("page"));
    return Answer.page(page.orders(), PaymentOperations::write, page.next());
  }

  private Answer show(Call call) {
    String id = call.path("id");
    return Answer.of(
        orders
            .find(id, call.identity().owner())
            .map(PaymentOperations::write)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        404, "not_found", "There is no order " + id + ".", "id")));
  }

  private Answer take(Call call) {
    Receipt receipt = payments().take(call.path("gateway"), call.rawBody(), call::header);
    Order order = receipt.order();
    ObjectNode json = Json.object().put("received", true);
    if (order != null) {
      tellOfShortage(order, receipt);
      call.note()
          .of(order.id())
          .after(
              Json.object()
                  .put("outcome", receipt.kind().name().toLowerCase(Locale.ROOT))
                  .put("amount", CreditOperations.dollars(receipt.amount())));
    }
    return Answer.of(json);
  }

  /** Credit that is used cannot be taken back: the operator has lost it, and should know. */
  private void tellOfShortage(Order before, Receipt receipt) {
    Order now = orders.find(before.id(), null).orElse(before);
    Money due = now.creditOf(now.refunded()).minus(before.creditOf(before.refunded()));
    Money missing = due.plus(receipt.amount());
    if (receipt.kind() == Receipt.Kind.TAKEN_BACK && !missing.isZero()) {
      alerts.raise(
          AlertKind.PAYMENT,
          "refund of order " + before.id(),
          "Of %s of credit that was refunded to account %s, %s was left to take back; %s is used."
              .formatted(due, before.account(), receipt.amount().negated(), missing));
    }
  }

  private static ObjectNode write(Pack pack) {
    return Json.object()
        .put("id", pack.id())
        .put("price", pack.price().amount())
        .put("currency", pack.price().currency())
        .put("credit", CreditOperations.dollars(pack.credit()));
  }

  private static ObjectNode write(Order order) {
    Instant paidAt = order.paidAt();
    return Json.object()
        .put("id", order.id())
        .put("account", order.account())
        .put("gateway", order.gateway())
        .put("pack", order.pack())
        .put("price", order.price().amount())
        .put("currency", order.price().currency())
        .put("credit", CreditOperations.dollars(order.credit()))
        .put("state", order.state().word())
        .put("refunded", order.refundedAmount())
        .put("taken_back", CreditOperations.dollars(order.takenBack()))
        .put("created_at", order.createdAt().toString())
        .put("paid_at", paidAt == null ? null : paidAt.toString());
  }
}
