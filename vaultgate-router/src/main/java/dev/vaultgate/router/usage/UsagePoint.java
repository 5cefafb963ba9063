package dev.vaultgate.router.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one step of time.
 *
 * @param start when the step began
 * @param latency how long the calls took, or null when there was none
 */
public record UsagePoint(Instant start, UsageTotals totals, @Nullable Latency latency) {}
