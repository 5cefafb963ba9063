package dev.vaultgate.client;

import java.util.List;
import java.util.Map;

/**
 * A way of being known to providers that is more than a key in a header: AWS's signatures, Google's
 * and Microsoft's tokens. A provider's row names it; it is used where the operator gives no key.
 * Holds no state.
 */
public interface Identity {

  /** The name in data files, such as {@code aws}. */
  String id();

  /** What it can be told, in the order in which people think of it. */
  List<Setting> settings();

  /**
   * Credentials made of these values, by the names of the settings.
   *
   * @param transport fetches tokens
   * @throws IllegalArgumentException when a value is missing or wrong; the message names the
   *     setting and where else it is looked for, and shows no secret
   */
  Credentials open(Map<String, String> values, Transport transport);

  /**
   * A value that an identity takes.
   *
   * @param name in configuration, such as {@code access_key_id}
   * @param meaning for people
   * @param secret whether it must never be shown
   * @param environment variables in which it is looked for, the first that is set wins
   */
  record Setting(String name, String meaning, boolean secret, List<String> environment) {

    public Setting {
      environment = List.copyOf(environment);
    }
  }
}
