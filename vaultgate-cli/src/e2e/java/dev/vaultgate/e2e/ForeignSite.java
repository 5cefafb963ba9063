package dev.vaultgate.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody else's site on this machine, which has one page and counts what it is asked for. By its
 * number it is a neighbour of the gateway: to a browser the same site, of another origin. By its
 * name it is another site altogether.
 */
final class ForeignSite implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String page = "<!doctype html><title>Elsewhere</title>";

  private ForeignSite(HttpServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] body = page.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  static ForeignSite start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ForeignSite site = new ForeignSite(server);
    server.start();
    return site;
  }

  /** What its page says from now on. */
  void shows(String body) {
    page = "<!doctype html><title>Elsewhere</title>" + body;
  }

  /** The same machine by its number. */
  String neighbour() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The same machine by another name. */
  String elsewhere() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The paths that were asked for; browsers ask for an icon by themselves. */
  List<String> asked() {
    return asked.stream().filter(path -> !path.equals("/favicon.ico")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
