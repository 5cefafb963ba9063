package dev.vaultgate.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

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

  private StandardHeaders() {}

  static void put(HttpFields.Mutable headers, String requestId) {
    headers.add(Visit.REQUEST_ID, requestId);
    headers.add(NO_STORE);
    headers.add(NO_CONTENT);
    headers.add(NO_SNIFFING);
    headers.add(NO_REFERRER);
  }
}
