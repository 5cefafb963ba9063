package dev.vaultgate.server.v1;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.server.http.ApiHandler;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.ProtocolFault;
import dev.vaultgate.server.http.Visit;
import dev.vaultgate.server.metrics.CallMeter;
import dev.vaultgate.server.metrics.ServerMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;

/**
 * The way of every call of the API to its route: is there room, who asks, what for. The body is
 * read after that, by the route, so that whoever is refused costs next to nothing.
 */
public final class Api implements ApiHandler {

  /** Below which applications' calls come. */
  public static final String V1 = "/v1/";

  /** Below which calls of people come who are signed in. */
  public static final String RUN = "/api/v1/run/";

  private static final String REST = "*";

  private final Desk desk;
  private final Capacity capacity;
  private final ServerMetrics metrics;
  private final Callers callers;
  private final Map<String, Endpoint> exact = new HashMap<>();
  private final List<Endpoint> prefixes = new ArrayList<>();

  private record Endpoint(String name, HttpMethod method, ApiRoute route) {

    /** Whoever may get something may also ask for its head. */
    boolean takes(String method) {
      return this.method.is(method) || this.method == HttpMethod.GET && HttpMethod.HEAD.is(method);
    }

    String allowed() {
      return method == HttpMethod.GET ? "GET, HEAD" : method.asString();
    }

    boolean isPrefix() {
      return name.endsWith(REST);
    }

    boolean begins(String path) {
      int fixed = name.length() - REST.length();
      return path.length() > fixed && path.startsWith(name.substring(0, fixed));
    }

    /** What follows the fixed part. */
    String tail(String path) {
      return isPrefix() ? path.substring(name.length() - REST.length()) : "";
    }
  }

  /** For applications, which send keys. */
  public Api(Desk desk, Capacity capacity, ServerMetrics metrics) {
    this(desk, new KeyCallers(desk), capacity, metrics);
  }

  /** For others. */
  public Api(Desk desk, Callers callers, Capacity capacity, ServerMetrics metrics) {
    this.desk = desk;
    this.callers = callers;
    this.capacity = capacity;
    this.metrics = metrics;
  }

  /** Adds a path; a star at its end stands for whatever follows, with slashes. */
  public Api get(String path, ApiRoute route) {
    return add(path, HttpMethod.GET, route);
  }

  /** Adds a path. */
  public Api post(String path, ApiRoute route) {
    return add(path, HttpMethod.POST, route);
  }

  private Api add(String path, HttpMethod method, ApiRoute route) {
    Endpoint endpoint = new Endpoint(path, method, route);
    if (endpoint.isPrefix()) {
      prefixes.add(endpoint);
    } else {
      exact.put(path, endpoint);
    }
    return this;
  }

  /** What there is, such as {@code GET /v1/models}: the API's document is held to it. */
  public Set<String> endpoints() {
    return Stream.concat(exact.values().stream(), prefixes.stream())
        .map(endpoint -> endpoint.method() + " " + endpoint.name())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void serve(Visit visit) {
    Endpoint endpoint = endpoint(visit.path());
    if (!endpoint.takes(visit.method())) {
      visit.answerHeaders().put(HttpHeader.ALLOW, endpoint.allowed());
      throw ProtocolFault.methodNotAllowed();
    }
    CallMeter meter = metrics.call(endpoint.name(), visit.startedNanos());
    RouteTrace trace = new RouteTrace();
    ServerException full = capacity.tryEnter();
    visit.onEnd(
        () -> {
          if (full == null) {
            capacity.leave();
          }
          meter.ended(visit.status());
          CallerNotes.ended(visit, trace);
        });
    if (full != null) {
      throw full;
    }
    ApiKey key = callers.keyOf(visit);
    CallerWishes.refuseForbidden(visit.headers());
    CallerNotes.begun(visit, key, trace);
    visit.onAnswer(
        headers -> {
          AnswerHeaders.rate(headers, desk.rate(key));
          AnswerHeaders.attempts(headers, trace);
        });
    endpoint
        .route()
        .answer(new ApiCall(visit, key, endpoint.tail(visit.path()), meter, trace, null));
  }

  private Endpoint endpoint(String path) {
    Endpoint endpoint = exact.get(path);
    if (endpoint != null) {
      return endpoint;
    }
    return prefixes.stream()
        .filter(prefix -> prefix.begins(path))
        .findFirst()
        .orElseThrow(ProtocolFault::notFound);
  }
}
