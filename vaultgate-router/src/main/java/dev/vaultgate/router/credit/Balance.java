package dev.vaultgate.router.credit;

/**
 * How an account stands.
 *
 * @param available what new calls may hold; never below zero
 * @param held what open calls hold
 * @param used what has been charged so far
 */
public record Balance(Money available, Money held, Money used) {

  public static final Balance EMPTY = new Balance(Money.ZERO, Money.ZERO, Money.ZERO);
}
