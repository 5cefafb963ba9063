package dev.vaultgate.router.usage;

import org.jspecify.annotations.Nullable;

/**
 * Calls summed up.
 *
 * @param span the time that the sums are of
 * @param latency how long the calls took, or null when there was none
 */
public record UsageSummary(UsageSpan span, UsageTotals totals, @Nullable Latency latency) {}
