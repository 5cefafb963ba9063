package dev.vaultgate.router.credit;

/**
 * What a key has cost.
 *
 * @param held what its open calls hold
 * @param spent what has been charged for it
 */
public record KeySpending(Money held, Money spent) {

  public static final KeySpending NONE = new KeySpending(Money.ZERO, Money.ZERO);
}
