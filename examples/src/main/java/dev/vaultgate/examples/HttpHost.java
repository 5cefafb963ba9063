package dev.vaultgate.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application with a web server of its own, here the JDK's, that answers {@code POST /ask} word
 * by word. Who leaves ends the provider's work, since the stream is closed when it cannot be
 * written to.
 *
 * <p>Run it with {@code mvn -q -Pexample -pl examples -am -Dexample=HttpHost}, and ask it: {@code
 * curl -N http://127.0.0.1:8090/ask -d 'Tell me a story'}.
 */
public final class HttpHost {

  private static final String MODEL = "demo-text";
  private static final int QUESTION_BYTES_MAX = 64 * 1024;

  private HttpHost() {}

  public static void main(String[] args) throws IOException {
    Router router = Router.builder().demo().build();
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server = start(8090, router, threads);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(1);
                  threads.shutdown();
                  router.close();
                }));
    System.out.println("POST a question to http://127.0.0.1:8090/ask");
  }

  /** Calls block, so that each needs a thread; on Java 21 and later make it a virtual one. */
  static HttpServer start(int port, ChatClient client, ExecutorService threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/ask", exchange -> answer(exchange, client));
    server.setExecutor(threads);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, ChatClient client) throws IOException {
    String question = new String(exchange.getRequestBody().readNBytes(QUESTION_BYTES_MAX), UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    try (exchange) {
      try (ChatStream stream = client.stream(ChatRequest.of(MODEL, question))) {
        exchange.sendResponseHeaders(200, 0);
        for (ChatEvent event : stream) {
          write(exchange, event.text());
        }
      } catch (VaultGateException e) {
        boolean begun = exchange.getResponseCode() >= 0;
        if (!begun) {
          exchange.sendResponseHeaders(e.status(), 0);
        }
        write(exchange, (begun ? "\n[The answer broke off.] " : "") + e.getMessage());
      }
    }
  }

  private static void write(HttpExchange exchange, String text) throws IOException {
    OutputStream out = exchange.getResponseBody();
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
