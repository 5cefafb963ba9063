package dev.vaultgate.router.payment;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes money for orders. Calls block. Safe for many threads. */
public interface PaymentProvider {

  /** Names it in orders and addresses: {@code stripe}. */
  String id();

  /**
   * Opens a checkout, where the buyer pays. The same order again gives the same one.
   *
   * @throws ServerException when the provider cannot be asked, or refuses
   */
  Checkout open(Order order);

  /**
   * Reads a notice of the provider.
   *
   * @param body as it came
   * @param header gives the value of a header, or null
   * @throws InvalidRequestException when it is not the provider's own, or not of now
   */
  PaymentNotice read(byte[] body, Function<String, @Nullable String> header);

  /**
   * Where an order is paid.
   *
   * @param id the provider's name for it
   * @param url for the buyer's browser
   */
  record Checkout(String id, URI url) {}
}
