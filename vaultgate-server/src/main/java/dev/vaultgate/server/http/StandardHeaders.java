package dev.vaultgate.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every answer, for header fields that hold none of them yet. Pages replace the
 * content security policy and the cache control by their own.
 */
final class StandardHeaders {

  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");
  private static final HttpField NO_CONTENT =
      new PreEncodedHttpField(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  /**
   * Browsers heed it over TLS alone, which somebody in front speaks, and come back so for a year.
   */
  private static final HttpField ALWAYS_TLS =
      new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000");

  private StandardHeaders() {}

  /**
   * @param host that was asked for, null where none was named
   */
  static void put(HttpFields.Mutable headers, String requestId, @Nullable String host) {
    headers.add(Visit.REQUEST_ID, requestId);
    headers.add(NO_STORE);
    headers.add(NO_CONTENT);
    headers.add(NO_SNIFFING);
    headers.add(NO_REFERRER);
    if (host != null && !isThisMachine(host)) {
      headers.add(ALWAYS_TLS);
    }
  }

  /** Where there is no TLS, and other servers that shall not be bound to it. */
  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
