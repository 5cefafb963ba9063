package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.manage.Providers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Providers as they are configured here, or as a running server has them: the same questions, the
 * same answers.
 *
 * @param configured what is here
 * @param server who is asked instead, if one was named
 */
record KnownProviders(CatalogOption configured, ServerOption server) {

  JsonNode list(boolean all) {
    return server
        .api()
        .map(api -> api.get("/providers?all=" + all).path("data"))
        .orElseGet(() -> here(providers -> providers.list(all)));
  }

  JsonNode show(String id) {
    return server
        .api()
        .map(api -> api.get("/providers/" + encoded(id)))
        .orElseGet(() -> here(providers -> providers.show(id, configured.environment())));
  }

  JsonNode models(String id) {
    return server
        .api()
        .map(api -> api.get("/providers/" + encoded(id) + "/models").path("data"))
        .orElseGet(() -> here(providers -> providers.models(id)));
  }

  JsonNode test(String id, @Nullable String model) {
    String query = model == null ? "" : "?model=" + encoded(model);
    return server
        .api()
        .map(api -> api.post("/providers/" + encoded(id) + "/test" + query))
        .orElseGet(() -> here(providers -> providers.test(id, model)));
  }

  private JsonNode here(Function<Providers, JsonNode> question) {
    try (Router router = configured.open()) {
      return question.apply(new Providers(router, SystemTime.system()));
    } catch (InvalidRequestException e) {
      String message = String.valueOf(e.getMessage());
      throw e.status() == 404
          ? CommandFailure.notFound(message)
          : new CommandFailure(ExitCode.USAGE, message, e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
