package dev.vaultgate.server;

import dev.vaultgate.client.completions.CompletionsFace;
import dev.vaultgate.client.responses.ResponsesFace;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.manage.Management;
import dev.vaultgate.server.manage.ManagementRoute;
import dev.vaultgate.server.metrics.MetricsPage;
import dev.vaultgate.server.metrics.ServerMetrics;
import dev.vaultgate.server.v1.Api;
import dev.vaultgate.server.v1.BodyLimits;
import dev.vaultgate.server.v1.Callers;
import dev.vaultgate.server.v1.ChatRoute;
import dev.vaultgate.server.v1.Desk;
import dev.vaultgate.server.v1.EmbeddingsRoute;
import dev.vaultgate.server.v1.ImagesRoute;
import dev.vaultgate.server.v1.ModelRoutes;
import dev.vaultgate.server.web.WebPages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/** Every path that the server answers. */
final class Routes {

  /** What the browser's scripts show; which page it is, they tell from the path. */
  private static final List<String> APP =
      List.of(
          "/console",
          "/console/*",
          "/chat",
          "/chat/*",
          "/docs",
          "/docs/*",
          "/shared/{id}",
          "/sign-in",
          "/register",
          "/join",
          "/setup",
          "/invitation");

  private static final List<HandlerType> MANAGED =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.OPTIONS);

  private Routes() {}

  /** Below {@code /v1}: for keys, on Jetty's own handler. */
  static Api api(
      Desk desk,
      Capacity capacity,
      ServerMetrics metrics,
      BodyLimits limits,
      EventStream.Patience patience) {
    ModelRoutes models = new ModelRoutes(desk);
    return new Api(desk, capacity, metrics)
        .get("/v1/models", models::list)
        .get("/v1/models/*", models::one)
        .post("/v1/chat/completions", new ChatRoute(desk, limits, patience))
        .post(
            "/v1/completions",
            new ChatRoute(desk, limits, patience, CompletionsFace::parse, EventStream.Form.CHUNKS))
        .post(
            "/v1/responses",
            new ChatRoute(desk, limits, patience, ResponsesFace::parse, EventStream.Form.NAMED))
        .post("/v1/embeddings", new EmbeddingsRoute(desk, limits))
        .post("/v1/images/generations", ImagesRoute.generations(desk, limits))
        .post("/v1/images/edits", ImagesRoute.edits(desk, limits));
  }

  /** The same for people who are signed in, below the management API. */
  static Api run(
      Desk desk,
      Callers callers,
      Capacity capacity,
      ServerMetrics metrics,
      BodyLimits limits,
      EventStream.Patience patience) {
    return new Api(desk, callers, capacity, metrics)
        .post(Api.RUN + "chat/completions", new ChatRoute(desk, limits, patience))
        .post(Api.RUN + "images/generations", ImagesRoute.generations(desk, limits))
        .post(Api.RUN + "images/edits", ImagesRoute.edits(desk, limits));
  }

  /** Everything else: on Javalin. */
  static void pages(
      RoutesConfig routes,
      Health health,
      MetricsPage metrics,
      String model,
      List<String> providers) {
    get(routes, "/healthz", health::live);
    get(routes, "/livez", health::live);
    get(routes, "/readyz", health::ready);
    get(routes, "/metrics", metrics::answer);
    WebPages web = new WebPages();
    get(routes, "/", web.landing(model, providers));
    get(routes, "/web/*", web.files());
    get(routes, "/favicon.ico", web.file("mark.svg"));
    get(routes, "/openapi.json", web.file("openapi.json"));
    for (String path : APP) {
      get(routes, path, web.app());
    }
  }

  /** Below {@code /api}: what there is, {@link Management#operations()} says. */
  static void management(RoutesConfig routes, ManagementRoute management) {
    for (HandlerType method : MANAGED) {
      routes.addHttpHandler(method, "/api", management);
      routes.addHttpHandler(method, "/api/*", management);
    }
  }

  /** Javalin would answer a HEAD by itself, with 200 and without asking the handler. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
