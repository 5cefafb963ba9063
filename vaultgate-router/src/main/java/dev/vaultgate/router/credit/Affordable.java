package dev.vaultgate.router.credit;

/**
 * The most that a hold could ask for.
 *
 * @param credit more than anybody has where nothing bounds it
 * @param tokens {@link Long#MAX_VALUE} where nothing bounds them
 */
public record Affordable(Money credit, long tokens) {}
