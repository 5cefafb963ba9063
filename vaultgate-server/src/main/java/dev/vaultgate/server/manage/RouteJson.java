package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Explanation;
import dev.vaultgate.router.route.FallbackProof;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Standing;
import java.util.concurrent.TimeUnit;

/** Routes and their deployments in JSON. */
public final class RouteJson {

  private RouteJson() {}

  /** How a deployment stands. */
  static ObjectNode health(Router router, Candidate candidate) {
    Standing standing = router.standing(candidate);
    ObjectNode node =
        Json.object()
            .put("deployment", candidate.deployment())
            .put("provider", candidate.provider());
    standing(node, router, standing);
    long p95 = candidate.load().p95Nanos(Load.Kind.STREAM);
    if (p95 >= 0) {
      node.put("p95_ms", TimeUnit.NANOSECONDS.toMillis(p95));
    }
    ArrayNode tags = node.putArray("tags");
    candidate.place().tags().stream().sorted().forEach(tags::add);
    return node;
  }

  private static void standing(ObjectNode node, Router router, Standing standing) {
    node.put("state", standing.state().word());
    long rest = router.remainingNanos(standing);
    if (rest > 0) {
      node.put("seconds_left", 1 + TimeUnit.NANOSECONDS.toSeconds(rest - 1));
    }
    node.put("running", standing.running());
    if (standing.typicalNanos() > 0) {
      node.put("typical_ms", TimeUnit.NANOSECONDS.toMillis(standing.typicalNanos()));
    }
  }

  /** Where a call would go. */
  public static ObjectNode explanation(Router router, Explanation explanation) {
    ObjectNode node =
        Json.object()
            .put("route", explanation.route())
            .put("strategy", explanation.strategy().key());
    if (explanation.refusal() != null) {
      node.put("refused_with", explanation.refusal().code());
    }
    ArrayNode lines = node.putArray("deployments");
    for (Explanation.Line line : explanation.lines()) {
      ObjectNode to = lines.addObject().put("deployment", line.place().id());
      if (line.turn() > 0) {
        to.put("turn", line.turn());
      }
      if (line.why() != null) {
        to.put("skipped", line.why());
      }
      standing(to, router, line.standing());
      to.put("weight", line.weight()).put("priced", line.place().price() != null);
      ArrayNode causes = to.putArray("fallback");
      line.fallback().stream().sorted().forEach(cause -> causes.add(cause.key()));
    }
    shortfalls(node, explanation.shortfalls());
    return node;
  }

  static void shortfalls(ObjectNode node, Iterable<FallbackProof.Shortfall> shortfalls) {
    ArrayNode lacks = node.putArray("shortfalls");
    for (FallbackProof.Shortfall shortfall : shortfalls) {
      lacks
          .addObject()
          .put("route", shortfall.route())
          .put("fallback", shortfall.fallback())
          .put("need", shortfall.need())
          .put("words", shortfall.words());
    }
  }
}
