package dev.vaultgate.server;

import dev.vaultgate.client.completions.CompletionsFace;
import dev.vaultgate.client.responses.ResponsesFace;
import dev.vaultgate.server.admin.AdminApi;
import dev.vaultgate.server.admin.AdminGate;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.metrics.MetricsPage;
import dev.vaultgate.server.metrics.ServerMetrics;
import dev.vaultgate.server.page.Pages;
import dev.vaultgate.server.v1.Api;
import dev.vaultgate.server.v1.BodyLimits;
import dev.vaultgate.server.v1.ChatRoute;
import dev.vaultgate.server.v1.Desk;
import dev.vaultgate.server.v1.EmbeddingsRoute;
import dev.vaultgate.server.v1.ImagesRoute;
import dev.vaultgate.server.v1.ModelRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Every path that the server answers. */
final class Routes {

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

  /** Everything else: on Javalin. */
  static void pages(RoutesConfig routes, Health health, MetricsPage metrics, String model) {
    get(routes, "/healthz", health::live);
    get(routes, "/livez", health::live);
    get(routes, "/readyz", health::ready);
    get(routes, "/metrics", metrics::answer);
    get(routes, "/", Pages.start(model));
    get(routes, "/style.css", Pages.of("style.css"));
    get(routes, "/page.js", Pages.of("page.js"));
    get(routes, "/mark.svg", Pages.of("mark.svg"));
    get(routes, "/favicon.ico", Pages.of("mark.svg"));
  }

  /** Below {@code /api}: for administrators. Whoever is none learns not even which paths exist. */
  static void admin(RoutesConfig routes, AdminGate gate, AdminApi api) {
    routes.before("/api", gate::check);
    routes.before("/api/*", gate::check);
    get(routes, "/api/v1", api::resources);
    get(routes, "/api/v1/keys", api::keys);
    routes.post("/api/v1/keys", api::createKey);
    get(routes, "/api/v1/keys/{id}", api::key);
    routes.patch("/api/v1/keys/{id}", api::changeKey);
    routes.post("/api/v1/keys/{id}/rotate", api::rotateKey);
    routes.post("/api/v1/keys/{id}/pause", api::pauseKey);
    routes.post("/api/v1/keys/{id}/resume", api::resumeKey);
    routes.post("/api/v1/keys/{id}/revoke", api::revokeKey);
    get(routes, "/api/v1/credits", api::credits);
    routes.post("/api/v1/credits/top-ups", api::topUp);
    get(routes, "/api/v1/credits/verification", api::verification);
    get(routes, "/api/v1/usage", api::usage);
    // A model's id may hold slashes.
    get(routes, "/api/v1/models", api::models);
    routes.put("/api/v1/models/<id>", api::putModel);
    routes.delete("/api/v1/models/<id>", api::removeModel);
    routes.post("/api/v1/reload", api::reload);
    get(routes, "/api/v1/providers", api::providers);
    get(routes, "/api/v1/providers/{id}", api::provider);
    get(routes, "/api/v1/providers/{id}/models", api::providerModels);
    routes.post("/api/v1/providers/{id}/test", api::testProvider);
  }

  /** Javalin would answer a HEAD by itself, with 200 and without asking the handler. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
