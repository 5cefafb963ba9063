package dev.vaultgate.examples.bench.rig;

/**
 * Resident memory of a contender in MiB.
 *
 * @param idle after its first answer
 * @param peak the most it ever had, warm-up included
 * @param after when all load has been gone for a moment
 */
public record Memory(double idle, double peak, double after) {}
