package dev.vaultgate.server.admin;

import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.List;

/**
 * What was used.
 *
 * @param totals over all calls that were asked about
 * @param calls the newest of them, newest first
 */
public record UsageReport(UsageLog.Totals totals, List<UsageRecord> calls) {

  public UsageReport {
    calls = List.copyOf(calls);
  }
}
