package dev.vaultgate.router.credit;

/**
 * What a key or project has used in a period.
 *
 * @param held credit that its open calls hold
 * @param spent credit that was charged for it
 * @param tokensHeld tokens that its open calls hold
 * @param tokensUsed tokens that were used
 */
public record Spending(Money held, Money spent, long tokensHeld, long tokensUsed) {

  public static final Spending NONE = new Spending(Money.ZERO, Money.ZERO, 0, 0);
}
