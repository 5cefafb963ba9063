package dev.vaultgate.router.alert;

import dev.vaultgate.router.credit.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what an account's owner wants to be told, and how.
 *
 * @param thresholds per cent of a budget, ascending, each 1 to 100
 * @param floor the least credit that the account should have, or null
 * @param webhook where alerts are posted to, or null
 * @param mail whether alerts are mailed to the account's user, where mail can be sent
 */
public record AlertSettings(
    List<Integer> thresholds, @Nullable Money floor, @Nullable Webhook webhook, boolean mail) {

  private static final int THRESHOLDS_MAX = 10;

  /** At 50, 80 and 100 per cent, to the inbox and by mail. */
  public static final AlertSettings USUAL =
      new AlertSettings(List.of(50, 80, 100), null, null, true);

  public AlertSettings {
    thresholds = thresholds.stream().distinct().sorted().toList();
    if (thresholds.size() > THRESHOLDS_MAX
        || thresholds.stream().anyMatch(percent -> percent < 1 || percent > 100)) {
      throw new IllegalArgumentException(
          "thresholds: "
              + thresholds
              + " (expected: at most "
              + THRESHOLDS_MAX
              + ", each 1 to 100)");
    }
    if (floor != null && floor.isNegative()) {
      throw new IllegalArgumentException("floor: " + floor + " (expected: $0 or more)");
    }
  }

  public AlertSettings withThresholds(List<Integer> thresholds) {
    return new AlertSettings(thresholds, floor, webhook, mail);
  }

  public AlertSettings withFloor(@Nullable Money floor) {
    return new AlertSettings(thresholds, floor, webhook, mail);
  }

  public AlertSettings withWebhook(@Nullable Webhook webhook) {
    return new AlertSettings(thresholds, floor, webhook, mail);
  }

  public AlertSettings withMail(boolean mail) {
    return new AlertSettings(thresholds, floor, webhook, mail);
  }
}
