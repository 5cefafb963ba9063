package dev.vaultgate.router.payment;

import dev.vaultgate.router.credit.Money;
import java.util.regex.Pattern;

/**
 * Credit that is for sale.
 *
 * @param id names it in requests and orders: small letters, digits and dashes
 * @param price what it costs
 * @param credit what it gives
 */
public record Pack(String id, Price price, Money credit) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public Pack {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "pack: '" + id + "' (expected: up to 40 small letters, digits and dashes)");
    }
    if (credit.compareTo(Money.ZERO) <= 0) {
      throw new IllegalArgumentException("credit: " + credit + " (expected: above $0)");
    }
  }
}
