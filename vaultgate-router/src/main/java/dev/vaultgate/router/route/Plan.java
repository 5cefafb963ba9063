package dev.vaultgate.router.route;

import java.util.List;

/**
 * The deployments that may answer a call, in order of preference, and how to choose among them.
 *
 * @param route the name by which people know it: the model's
 */
public record Plan(String route, RoutePolicy policy, List<Candidate> candidates) {

  int size() {
    return candidates.size();
  }

  Place place(int place) {
    return candidates.get(place).place();
  }

  /** How all of them stand. */
  public List<Standing> standings(Load.Kind kind, long now) {
    if (candidates.size() == 1) {
      return List.of(candidates.get(0).standing(kind, now));
    }
    Standing[] standings = new Standing[candidates.size()];
    for (int place = 0; place < standings.length; place++) {
      standings[place] = candidates.get(place).standing(kind, now);
    }
    return List.of(standings);
  }
}
