package dev.vaultgate.router.usage;

import java.time.Instant;

/**
 * Before when usage is forgotten.
 *
 * @param records the earliest start of a call whose record is kept
 * @param hours the earliest hour whose sums are kept
 * @param days the earliest day whose sums are kept
 */
public record UsageCutoff(Instant records, Instant hours, Instant days) {}
