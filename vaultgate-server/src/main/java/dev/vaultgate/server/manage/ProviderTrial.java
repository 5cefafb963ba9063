package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelTraits;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.catalog.TokenRates;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries a provider out with as little as can be asked of it: a word, a vector where it does not
 * chat, or a picture where it does nothing else and a model was named. Of what is answered nothing
 * is told, so that nobody reads another service's words by this.
 */
final class ProviderTrial {

  /** Some providers refuse to be asked for fewer. */
  private static final int ANSWER_TOKENS = 16;

  /** The catalogue may know models that are gone; more of them are not tried. */
  private static final int MODELS_MAX = 3;

  /** A person waits for this. */
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT.withTotal(Duration.ofSeconds(60));

  /** One that will stay, and costs least; of the demo's, the plain one. */
  private static final Comparator<Deployment> MOST_FIT =
      Comparator.comparing(ProviderTrial::isDeprecated)
          .thenComparingLong(ProviderTrial::price)
          .thenComparingInt(deployment -> deployment.model().length());

  private final Router router;
  private final SystemTime time;

  ProviderTrial(Router router, SystemTime time) {
    this.router = router;
    this.time = time;
  }

  /** A model of which nothing is known. */
  static Deployment unknown(String provider, String model) {
    return new Deployment(provider, model, ModelTraits.UNKNOWN, null, null, null);
  }

  /**
   * How it went.
   *
   * @param model the provider's own name for a model; null for what the catalogue knows
   * @throws InvalidRequestException when no model is known to be asked
   */
  ObjectNode of(ProviderRow row, @Nullable String model) {
    if (model != null) {
      return allKeys(row, named(row, model), endpoint(row, model));
    }
    String endpoint = endpoint(row);
    ObjectNode result = null;
    for (Deployment deployment : mostFit(row, endpoint)) {
      result = allKeys(row, deployment, endpoint);
      if (!UpstreamFault.MODEL_MISSING.code().equals(result.path("code").asText())) {
        return result;
      }
    }
    if (result == null) {
      throw InvalidRequestException.value(
          "model", "missing", "a model, because none of " + row.id() + " is catalogued");
    }
    return result.put(
        "words", result.path("words").asText() + " Name a model that it serves with --model.");
  }

  private ObjectNode allKeys(ProviderRow row, Deployment deployment, String endpoint) {
    List<Candidate> keys = router.candidates(deployment);
    long started = time.nanoTime();
    for (int i = 0; i < keys.size(); i++) {
      ObjectNode result = tried(keys.get(i), deployment, endpoint);
      if (!result.path("ok").asBoolean()) {
        String which = keys.size() == 1 ? "" : "Key %d of %d: ".formatted(i + 1, keys.size());
        return result.put("words", which + result.path("words").asText());
      }
    }
    String works =
        row.auth() == null
            ? ""
            : keys.size() == 1 ? "The key works, and " : "All " + keys.size() + " keys work, and ";
    return result(deployment, started)
        .put("ok", true)
        .put("status", 200)
        .put("words", works + deployment.model() + " answered.");
  }

  private ObjectNode tried(Candidate key, Deployment deployment, String endpoint) {
    long started = time.nanoTime();
    try {
      ask(key.upstream(), deployment.model(), endpoint);
      return result(deployment, started).put("ok", true);
    } catch (UpstreamException e) {
      int status = e.report().status();
      return result(deployment, started)
          .put("ok", false)
          .put("status", status == 0 ? null : Integer.valueOf(status))
          .put("code", e.code())
          .put("words", words(e, deployment));
    } catch (VaultGateException e) {
      return result(deployment, started)
          .put("ok", false)
          .put("status", e.status())
          .put("code", e.code())
          .put("words", "The key works, but the question was refused.");
    }
  }

  private ObjectNode result(Deployment deployment, long started) {
    return Json.object()
        .put("provider", deployment.provider())
        .put("deployment", deployment.id())
        .put("millis", (time.nanoTime() - started) / 1_000_000);
  }

  /** What went wrong, without a word of whoever answered there. */
  private static String words(UpstreamException e, Deployment deployment) {
    return switch (e.fault()) {
      case AUTH -> "The provider does not accept the key.";
      case EXHAUSTED -> "The key works, but its account has no credit or quota left.";
      case MODEL_MISSING ->
          "The provider was reached, but does not serve " + deployment.model() + ".";
      case RATE_LIMITED -> "The key works, but the provider limits requests now.";
      case UNREACHABLE -> "Nobody answers at the provider's address.";
      case TLS -> "The connection to the provider cannot be secured.";
      case TIMEOUT -> "The provider did not answer in time.";
      case INVALID_RESPONSE, EMPTY_RESPONSE, TOO_LARGE ->
          "Whoever answers at the provider's address does not speak its dialect.";
      default -> "The provider failed.";
    };
  }

  private static void ask(Upstream upstream, String model, String endpoint) {
    Cancellation never = new Cancellation();
    switch (endpoint) {
      case "embeddings" ->
          upstream.embed(
              EmbeddingCall.of(EmbeddingRequest.of(model, "ok")), AnswerName.KEPT, TIMEOUTS, never);
      case "images" ->
          upstream.images(ImageCall.of(ImageRequest.of(model, "A white square")), TIMEOUTS, never);
      default -> {
        ChatRequest question =
            ChatRequest.of(model, "Answer with the word ok.").toBuilder()
                .maxTokens(ANSWER_TOKENS)
                .build();
        upstream.chat(ChatCall.of(question, false), AnswerName.KEPT, TIMEOUTS, never);
      }
    }
  }

  /** What a provider is asked at, where no model says. */
  private static String endpoint(ProviderRow row) {
    if (row.has("chat")) {
      return "chat";
    }
    if (row.has("embeddings")) {
      return "embeddings";
    }
    throw InvalidRequestException.value(
        "model",
        "missing",
        "an image model with --model, of which one picture is asked and paid, because "
            + row.id()
            + " makes images alone");
  }

  private String endpoint(ProviderRow row, String model) {
    return router
        .catalog()
        .resolve(row.id() + "/" + model, time.today())
        .model()
        .filter(found -> found.deployments().get(0).row() != null)
        .map(found -> found.type().endpoint())
        .filter(row::has)
        .orElseGet(() -> row.has("chat") || row.has("embeddings") ? endpoint(row) : "images");
  }

  private Deployment named(ProviderRow row, String model) {
    return router
        .catalog()
        .resolve(row.id() + "/" + model, time.today())
        .model()
        .map(found -> found.deployments().get(0))
        .orElseGet(() -> unknown(row.id(), model));
  }

  private List<Deployment> mostFit(ProviderRow row, String endpoint) {
    return router.catalog().models(time.today()).stream()
        .filter(known -> known.type().endpoint().equals(endpoint))
        .map(PublicModel::deployments)
        .flatMap(List::stream)
        .filter(known -> known.provider().equals(row.id()))
        .distinct()
        .sorted(MOST_FIT)
        .limit(MODELS_MAX)
        .toList();
  }

  private static boolean isDeprecated(Deployment deployment) {
    return deployment.row() != null && deployment.row().lifecycle().deprecated();
  }

  /** What the answer costs; the dearest when nobody has said. */
  private static long price(Deployment deployment) {
    TokenRates rates = deployment.price() == null ? null : deployment.price().tokens();
    return rates == null ? Long.MAX_VALUE : rates.output();
  }
}
