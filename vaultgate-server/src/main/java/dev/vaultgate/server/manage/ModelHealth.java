package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How models stand, as those may know who only ask for them: whether one can be had, not why it
 * cannot. A model that nobody has asked for yet is left out.
 */
final class ModelHealth {

  private final Router router;
  private final Map<String, List<Candidate>> asked;

  private ModelHealth(Router router) {
    this.router = router;
    this.asked =
        router.deployments().stream()
            .collect(Collectors.groupingBy(candidate -> candidate.place().deployment()));
  }

  static List<ObjectNode> of(Router router, LocalDate today) {
    ModelHealth health = new ModelHealth(router);
    return router.catalog().models(today).stream()
        .filter(health::isAsked)
        .map(health::write)
        .toList();
  }

  private boolean isAsked(PublicModel model) {
    return model.deployments().stream().anyMatch(each -> asked.containsKey(each.id()));
  }

  private ObjectNode write(PublicModel model) {
    List<Standing> standings = new ArrayList<>();
    for (Deployment deployment : model.deployments()) {
      List<Candidate> keys = asked.get(deployment.id());
      if (keys == null) {
        standings.add(Standing.READY); // Nothing is known against it.
      } else {
        keys.forEach(key -> standings.add(router.standing(key)));
      }
    }
    ObjectNode node = Json.object().put("model", model.id()).put("state", word(standings));
    OptionalLong typical =
        standings.stream().mapToLong(Standing::typicalNanos).filter(nanos -> nanos > 0).min();
    typical.ifPresent(nanos -> node.put("typical_ms", TimeUnit.NANOSECONDS.toMillis(nanos)));
    return node;
  }

  private static String word(List<Standing> standings) {
    if (standings.stream().allMatch(Standing::isReady)) {
      return "ready";
    }
    return standings.stream().anyMatch(ModelHealth::comesBackSoon) ? "impaired" : "down";
  }

  private static boolean comesBackSoon(Standing standing) {
    return switch (standing.state()) {
      case READY, LIMITED, OVERLOADED, PROBED, BUSY, PACED -> true;
      case EXHAUSTED, WRONG_KEY, MISSING_MODEL, OPEN -> false;
    };
  }
}
