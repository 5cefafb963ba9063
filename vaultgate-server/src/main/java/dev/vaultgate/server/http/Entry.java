package dev.vaultgate.server.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Where every request comes in: it gets its name and its headers, what no path may take is refused,
 * and the API's requests part from those of everything else.
 */
final class Entry extends Handler.Wrapper {

  /** As many as any honest client with its proxies sends, several times over. */
  private static final int HEADERS_MAX = 100;

  private final Capacity capacity;
  private final RequestIds ids;
  private final HostNames hosts;
  private final TrustedProxies proxies;
  private final Map<String, ApiHandler> apis;

  Entry(
      Capacity capacity,
      RequestIds ids,
      HostNames hosts,
      TrustedProxies proxies,
      Map<String, ApiHandler> apis) {
    this.capacity = capacity;
    this.proxies = proxies;
    this.ids = ids;
    this.hosts = hosts;
    this.apis = Map.copyOf(apis);
  }

  @Override
  public boolean handle(Request received, Response response, Callback callback) {
    Request request = proxies.asCallers(received);
    Visit visit = new Visit(request, response, callback, ids);
    visit.begin();
    try {
      check(request, response);
      ApiHandler api = api(request.getHttpURI().getCanonicalPath());
      if (api != null) {
        api.serve(visit);
        return true;
      }
      capacity.enterAsOther();
      visit.onEnd(capacity::leaveAsOther);
      visit.linger(); // Whoever answers now may leave the body unread.
      if (!super.handle(new PageRequest(request), response, visit)) {
        throw ProtocolFault.notFound();
      }
    } catch (Throwable e) {
      visit.fail(e);
    }
    return true;
  }

  /** Which API a path belongs to, or null for none. */
  private @Nullable ApiHandler api(String path) {
    for (Map.Entry<String, ApiHandler> entry : apis.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  private void check(Request request, Response response) {
    HttpFields headers = request.getHeaders();
    if (headers.size() > HEADERS_MAX) {
      throw ProtocolFault.headersTooLarge();
    }
    HttpURI uri = request.getHttpURI();
    // Connectors allow an encoded slash, because clients encode the slashes of a model's id. It is
    // welcome there alone.
    if (uri.hasViolation(UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR)
        && !uri.getCanonicalPath().startsWith("/v1/models/")) {
      throw ProtocolFault.invalid("The path is ambiguous.");
    }
    String method = request.getMethod();
    if (HttpMethod.TRACE.is(method) || HttpMethod.CONNECT.is(method)) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
      throw ProtocolFault.methodNotAllowed();
    }
    if (!hosts.areServed(uri.getHost())) {
      throw ProtocolFault.invalid(
          "The host is not one of this gateway's; its operator can add it to server.hosts.");
    }
  }
}
