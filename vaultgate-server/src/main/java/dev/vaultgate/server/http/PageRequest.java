package dev.vaultgate.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** A request as Javalin is given it. */
final class PageRequest extends Request.Wrapper {

  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  private final HttpFields headers;

  PageRequest(Request request) {
    super(request);
    this.headers = withoutOverride(request.getHeaders());
  }

  /** Javalin would take the method from this header, which no route is guarded for. */
  private static HttpFields withoutOverride(HttpFields headers) {
    return headers.contains(METHOD_OVERRIDE)
        ? HttpFields.build(headers).remove(METHOD_OVERRIDE)
        : headers;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  /**
   * Asked before an answer, to decide whether the connection can serve on. Jetty's own way makes an
   * unread body unreadable for good, and what comes of it then resets the connection.
   */
  @Override
  public boolean consumeAvailable() {
    return UnreadBody.isForgotten(getWrapped());
  }
}
