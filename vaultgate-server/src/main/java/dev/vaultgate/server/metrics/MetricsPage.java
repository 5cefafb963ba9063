package dev.vaultgate.server.metrics;

import dev.vaultgate.server.http.ProtocolFault;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: for whoever has the token. Without a token it is there for this machine
 * alone, and not through a proxy; for everybody else there is no such page.
 */
public final class MetricsPage {

  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerMetrics metrics;
  private final byte @Nullable [] expected;
  private final boolean onLoopback;

  /**
   * Makes the page.
   *
   * @param token the bearer token that opens the page, or null for none
   * @param onLoopback whether the server can be reached from this machine alone
   */
  public MetricsPage(ServerMetrics metrics, @Nullable String token, boolean onLoopback) {
    this.metrics = metrics;
    this.expected = token == null ? null : bytes("Bearer " + token);
    this.onLoopback = onLoopback;
  }

  public void answer(Context context) {
    if (!mayRead(context)) {
      throw ProtocolFault.notFound();
    }
    context.contentType(TYPE).result(metrics.text());
  }

  private boolean mayRead(Context context) {
    if (expected != null) {
      String given = context.header("Authorization");
      return given != null && MessageDigest.isEqual(expected, bytes(given));
    }
    return onLoopback
        && context.header("Forwarded") == null
        && context.header("X-Forwarded-For") == null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
