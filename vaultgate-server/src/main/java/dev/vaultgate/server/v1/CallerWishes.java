package dev.vaultgate.server.v1;

import dev.vaultgate.api.InvalidRequestException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** What a caller may wish for in headers of ours, and what nobody may. */
final class CallerWishes {

  private static final String STRICT = "x-vaultgate-strict";

  /** Headers that would name a host or a credential of a provider, by their last words. */
  private static final Set<String> FORBIDDEN =
      Set.of("api-base", "base-url", "custom-host", "extra-headers", "forward-headers");

  /** With an underscore; {@code api-key} is where some clients put the key of ours. */
  private static final String API_KEY = "api_key";

  private CallerWishes() {}

  /** Whether he would rather be refused than have a field left out. */
  static boolean isStrict(HttpFields headers) {
    String wish = headers.get(STRICT);
    if (wish == null || wish.equalsIgnoreCase("false")) {
      return false;
    }
    if (!wish.equalsIgnoreCase("true")) {
      throw new InvalidRequestException(
          400, "invalid_header", STRICT + ": another value (expected: true or false)", null);
    }
    return true;
  }

  /** Refuses headers that would lead a request, or an operator's key, somewhere else. */
  static void refuseForbidden(HttpFields headers) {
    for (HttpField header : headers) {
      if (header.getHeader() == null && header.getName().length() >= API_KEY.length()) {
        refuse(header.getName());
      }
    }
  }

  private static void refuse(String header) {
    String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
    for (String forbidden : FORBIDDEN) {
      if (header.equalsIgnoreCase(API_KEY) || ("-" + name).endsWith("-" + forbidden)) {
        throw new InvalidRequestException(
            400,
            "unknown_parameter",
            "A header that names a host or a credential of a provider is not allowed.",
            null);
      }
    }
  }
}
