package dev.vaultgate.router.payment;

import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.PaymentProvider.Checkout;
import dev.vaultgate.router.time.SystemTime;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sells packs of credit. Safe for many threads; calls block. */
public final class Payments {

  private static final int ID_BYTES = 12;
  private static final Duration TRY_AGAIN = Duration.ofMinutes(5);

  private final PaymentProvider provider;
  private final List<Pack> packs;
  private final OrderStore orders;
  private final SystemTime time;

  public Payments(PaymentProvider provider, List<Pack> packs, OrderStore orders, SystemTime time) {
    this.provider = provider;
    this.packs = List.copyOf(packs);
    this.orders = orders;
    this.time = time;
  }

  /** What is for sale. */
  public List<Pack> packs() {
    return packs;
  }

  /** An order, and where it is paid. */
  public record Opened(Order order, URI checkout) {}

  /**
   * Orders a pack for an account.
   *
   * @throws InvalidRequestException when there is no such pack
   * @throws dev.vaultgate.api.ServerException when the payment provider cannot be asked
   */
  public Opened order(Account account, String packId) {
    Pack pack =
        packs.stream().filter(p -> p.id().equals(packId)).findFirst().orElseThrow(() -> no(packId));
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    Order order =
        new Order(
            "order_" + HexFormat.of().formatHex(id),
            account.id(),
            account.name(),
            provider.id(),
            pack.id(),
            pack.price(),
            pack.credit(),
            OrderState.OPEN,
            "",
            "",
            time.now().truncatedTo(ChronoUnit.MILLIS), // As stores keep it.
            null,
            0,
            Money.ZERO);
    // Ours first: a payment must never come for an order that nobody knows.
    orders.add(order);
    Checkout checkout = provider.open(order);
    orders.opened(order.id(), checkout.id());
    return new Opened(orders.find(order.id(), account.id()).orElse(order), checkout.url());
  }

  private InvalidRequestException no(String pack) {
    String known = packs.stream().map(Pack::id).collect(Collectors.joining(", "));
    return InvalidRequestException.value("pack", pack, "one of " + known);
  }

  /**
   * Takes a notice of a payment provider.
   *
   * @param gateway who is said to send it
   * @param body as it came
   * @param header gives the value of a header, or null
   * @throws InvalidRequestException when it is not the provider's own, or not about what was agreed
   * @throws ConflictException when it shall come again later
   */
  public Receipt take(String gateway, byte[] body, Function<String, @Nullable String> header) {
    if (!gateway.equals(provider.id())) {
      throw new InvalidRequestException(
          404, "not_found", "There is no payment provider " + gateway + ".", null);
    }
    Receipt receipt = orders.take(gateway, provider.read(body, header), time.now());
    return switch (receipt.kind()) {
      case CREDITED, TAKEN_BACK, EXPIRED, NOTHING -> receipt;
      case UNKNOWN_ORDER -> throw refused("There is no such order.");
      case OTHER_GATEWAY -> throw refused("The order is not to be paid here.");
      case OTHER_AMOUNT -> throw refused("The amount is not that of the order.");
      case NOT_PAID -> throw later("The order is not known to be paid.");
      case TOO_MUCH -> throw later("The account cannot hold so much credit.");
    };
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(400, "payment_refused", message, null);
  }

  private static ConflictException later(String message) {
    return new ConflictException("payment_not_taken", message, TRY_AGAIN);
  }
}
