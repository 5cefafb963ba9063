package dev.vaultgate.router.user;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which users are asked for; a part that is null asks for any.
 *
 * @param text what the address or the name holds, in either case of ASCII letters
 */
public record UserQuery(@Nullable String text, @Nullable Role role, @Nullable UserState state) {

  public static final UserQuery ALL = new UserQuery(null, null, null);

  /** Whether a user is asked for. */
  public boolean matches(User user) {
    return (text == null || holds(user.email().text(), text) || holds(user.name(), text))
        && (role == null || role == user.role())
        && (state == null || state == user.state());
  }

  private static boolean holds(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
