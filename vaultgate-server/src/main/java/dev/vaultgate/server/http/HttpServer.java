package dev.vaultgate.server.http;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: Javalin for pages, health and administration, and beside it a handler of Jetty's
 * own kind for {@code /v1}, where a servlet would cost a quarter of the request and could not be
 * written to by two threads.
 */
public final class HttpServer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int THREADS_MIN = 8;

  /** When no thread had to be started for so long, there are too many of them. */
  private static final int IDLE_MILLIS = 2_000;

  /** That is one every four milliseconds. */
  private static final int EVICTED_PER_IDLE_TIME = 500;

  /** Enough for Jetty's acceptors and selectors where requests run on virtual threads. */
  private static final int CARRYING_THREADS_MAX = 200;

  private static final long FORM_BYTES_MAX = 64 * 1024;
  private static final Duration AFTER_CUT = Duration.ofSeconds(3);

  private final Pulse pulse = new Pulse();
  private final RequestIds ids = new RequestIds(new SecureRandom());
  private final Capacity capacity;
  private final Javalin javalin;

  /**
   * Makes a server that does not run yet.
   *
   * @param capacity what the APIs ask before they take a call
   * @param apis take every request below a path, such as {@code /v1/}
   * @param pages sets all other routes
   */
  public HttpServer(
      HttpSettings settings,
      Capacity capacity,
      Map<String, ApiHandler> apis,
      Consumer<RoutesConfig> pages) {
    this.capacity = capacity;
    Entry entry =
        new Entry(
            capacity,
            ids,
            HostNames.of(settings.host(), settings.hosts()),
            new TrustedProxies(settings.trustedProxies()),
            apis);
    this.javalin = Javalin.create(config -> configure(config, settings, entry, pages));
  }

  private void configure(
      JavalinConfig config, HttpSettings settings, Entry entry, Consumer<RoutesConfig> pages) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = FORM_BYTES_MAX; // Of what Javalin itself reads.
    config.router.ignoreTrailingSlashes = false;
    config.jetty.threadPool = threads(settings.threadsMax());
    config.jetty.modifyHttpConfiguration(CallerConnector::configure);
    config.jetty.modifyServer(server -> assemble(server, entry));
    config.jetty.addConnector((server, http) -> new CallerConnector(server, http, settings, pulse));
    config.routes.exception(HttpResponseException.class, this::answer); // Or Javalin's own counts.
    config.routes.exception(Exception.class, this::answer);
    pages.accept(config.routes);
  }

  private void assemble(Server server, Entry entry) {
    // In place of the statistics that Javalin puts first: its own servlet goes behind the entry.
    server.setHandler(entry);
    server.setErrorHandler(new JettyErrors(ids));
  }

  private static QueuedThreadPool threads(int platformThreadsMax) {
    Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
    int max = virtual == null ? platformThreadsMax : CARRYING_THREADS_MAX;
    QueuedThreadPool pool = new QueuedThreadPool(max, THREADS_MIN);
    pool.setName("vaultgate");
    // Work goes round all threads of the pool in turn, so what a burst left behind makes every
    // later
    // request meet a thread that is cold: five hundred idle ones cost a third of the throughput.
    pool.setIdleTimeout(IDLE_MILLIS);
    pool.setMaxEvictCount(EVICTED_PER_IDLE_TIME);
    pool.setVirtualThreadsExecutor(virtual);
    return pool;
  }

  private void answer(Exception failure, Context context) {
    ErrorAnswer error;
    if (failure instanceof VaultGateException known) {
      error = ErrorAnswer.of(known);
    } else if (failure instanceof HttpResponseException known) {
      error = ProtocolFault.of(known.getStatus());
      if (failure instanceof MethodNotAllowedResponse refusal) {
        context.header("Allow", String.join(", ", refusal.getDetails().values()));
      }
    } else {
      LOG.error("request {} failed", context.res().getHeader(Visit.REQUEST_ID), failure);
      error = ErrorAnswer.of(ServerException.internal(failure));
    }
    error.headers(context::header);
    context.status(error.status()).contentType("application/json").result(error.body());
  }

  public void start() {
    javalin.start();
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** How many connections are open. */
  public int connections() {
    return pulse.connections();
  }

  /**
   * Stops. First nothing changes but that the server says it is not ready; then nobody is let in
   * any more and who is in may finish; then who has not is told so. Called again meanwhile, from
   * another thread, it ends every wait.
   *
   * @param pause for those who send requests to notice
   * @param drain for those who are in to finish
   */
  public void stop(Duration pause, Duration drain) {
    capacity.announceClosing();
    capacity.pause(pause);
    capacity.close();
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      // It closes its port now; that connections end as well is waited for below.
      var unused = connector.shutdown();
    }
    int running = capacity.calls();
    boolean isEmpty = capacity.awaitEmpty(drain);
    int cut = isEmpty ? 0 : capacity.calls();
    if (running > 0) {
      LOG.info("stopped with calls running: {} drained, {} cut", running - cut, cut);
    }
    if (!isEmpty) {
      pulse.eachCall(watch -> watch.cut(ServerException.shuttingDown()));
      capacity.awaitEmptyRegardless(AFTER_CUT);
    }
    javalin.stop();
    pulse.close();
  }

  /** Ends the waits of a stop that runs. */
  public void hurry() {
    capacity.hurry();
  }
}
