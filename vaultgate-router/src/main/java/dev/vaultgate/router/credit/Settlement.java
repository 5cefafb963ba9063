package dev.vaultgate.router.credit;

/**
 * What a settled call cost whom.
 *
 * @param charged what the account paid
 * @param operatorLoss what exceeded the account's credit or the key's cap
 */
public record Settlement(Money charged, Money operatorLoss) {

  public static final Settlement NOTHING = new Settlement(Money.ZERO, Money.ZERO);
}
