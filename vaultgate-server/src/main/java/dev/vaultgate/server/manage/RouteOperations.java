package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Needs;
import dev.vaultgate.router.route.RouteQuestion;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows how deployments stand and where calls would go, and turns deployments on again. */
public final class RouteOperations implements Topic {

  private static final int TOKENS_MAX = 100_000_000;

  private final Supplier<Router> router;

  /**
   * Operations on a router.
   *
   * @param router fails where there is none, because no server runs
   */
  public RouteOperations(Supplier<Router> router) {
    this.router = router;
  }

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/health/routes", Access.ADMIN)
            .named(
                "listRouteHealth",
                "How deployments stand: those that were asked, or all of one model.")
            .query("model", "string", "Any name of a model, or a route.")
            .gives("RouteHealth")
            .by(call -> Answer.of(health(call.query().text("model")))),
        Operation.post("/health/routes/enable", Access.ADMIN)
            .named("enableDeployment", "Turn a deployment on again, whatever stands against it.")
            .takes("DeploymentName")
            .gives("DeploymentHealth")
            .by(call -> Answer.of(enable(call.body()))),
        Operation.post("/route/explain", Access.ADMIN)
            .named("explainRoute", "Where a call would go now, and why; nobody is asked.")
            .takes("RouteQuestion")
            .gives("RouteExplanation")
            .by(call -> Answer.of(explain(router.get(), call.body()))));
  }

  private ObjectNode health(@Nullable String model) {
    Router known = router.get();
    List<Candidate> candidates =
        model == null
            ? known.deployments()
            : known.candidates(known.resolve(model, ModelType.TEXT));
    ObjectNode node = Json.object().put("object", "list");
    ArrayNode data = node.putArray("data");
    candidates.stream()
        .sorted(java.util.Comparator.comparing(Candidate::deployment))
        .forEach(candidate -> data.add(RouteJson.health(known, candidate)));
    RouteJson.shortfalls(node, known.shortfalls());
    return node;
  }

  private ObjectNode enable(JsonMembers body) {
    String deployment = body.requiredText("deployment");
    body.end();
    Router known = router.get();
    Candidate candidate =
        known.deployments().stream()
            .filter(asked -> asked.deployment().equals(deployment))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        404,
                        "not_found",
                        "deployment "
                            + deployment
                            + ": was not asked yet, so nothing is against it",
                        "deployment"));
    candidate.health().enable();
    return RouteJson.health(known, candidate);
  }

  /** Where a call would go, in the words of the API. */
  public static ObjectNode explain(Router router, JsonMembers body) {
    String model = body.requiredText("model");
    long prompt = tokens(body, "prompt_tokens", 0);
    long output = tokens(body, "output_tokens", 500);
    RouteQuestion question =
        new RouteQuestion(
            new Needs(
                prompt,
                prompt,
                output,
                body.flag("tools", false),
                body.flag("vision", false),
                body.flag("schema", false)),
            body.flag("stream", true) ? Load.Kind.STREAM : Load.Kind.WHOLE,
            body.text("session"),
            Set.copyOf(body.texts("tags")),
            Set.copyOf(body.texts("without")));
    body.end();
    return RouteJson.explanation(
        router, router.explain(router.resolve(model, ModelType.TEXT), question));
  }

  private static long tokens(JsonMembers body, String name, int usual) {
    int tokens = body.integer(name, usual);
    if (tokens < 0 || tokens > TOKENS_MAX) {
      throw InvalidRequestException.value(name, tokens, "0 to " + TOKENS_MAX);
    }
    return tokens;
  }
}
