package dev.vaultgate.router.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some users, newest first.
 *
 * @param users at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record UserPage(List<User> users, @Nullable Long next) {

  public UserPage {
    users = List.copyOf(users);
  }
}
