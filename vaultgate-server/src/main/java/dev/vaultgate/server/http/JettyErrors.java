package dev.vaultgate.server.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the errors that Jetty itself raises, for requests that no handler of ours has seen or
 * that a servlet failed to answer, in the form of all others.
 */
final class JettyErrors implements Request.Handler {

  private final RequestIds ids;

  JettyErrors(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known) {
      status = known.getCode();
    }
    ErrorAnswer error = ProtocolFault.of(status);
    String callers = request.getHeaders().get(Visit.REQUEST_ID);
    if (!response.getHeaders().contains(Visit.REQUEST_ID)) {
      StandardHeaders.put(
          response.getHeaders(),
          RequestIds.isAcceptable(callers) ? callers : ids.next(),
          request.getHttpURI().getHost());
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    error.headers(response.getHeaders()::put);
    response.setStatus(error.status());
    BodyWriter.write(response, error.body(), callback);
    return true;
  }
}
