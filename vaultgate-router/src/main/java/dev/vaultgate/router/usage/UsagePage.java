package dev.vaultgate.router.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records, newest first.
 *
 * @param records at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record UsagePage(List<UsageRecord> records, @Nullable Long next) {

  public UsagePage {
    records = List.copyOf(records);
  }
}
