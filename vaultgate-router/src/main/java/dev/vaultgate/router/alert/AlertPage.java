package dev.vaultgate.router.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some alerts, newest first.
 *
 * @param alerts at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record AlertPage(List<Alert> alerts, @Nullable Long next) {

  public AlertPage {
    alerts = List.copyOf(alerts);
  }
}
