package dev.vaultgate.router.alert;

import java.util.List;
import java.util.Set;

/**
 * Which alerts are asked for.
 *
 * @param owners whose; everybody's if empty
 * @param unread only those that nobody has read
 */
public record AlertQuery(Set<Long> owners, boolean unread) {

  public AlertQuery {
    owners = Set.copyOf(owners);
  }

  public static AlertQuery of(Long... owners) {
    return new AlertQuery(Set.copyOf(List.of(owners)), false);
  }

  /** Whether an alert is asked for. */
  public boolean wants(Alert alert) {
    return (owners.isEmpty() || owners.contains(alert.owner()))
        && (!unread || alert.readAt() == null);
  }
}
