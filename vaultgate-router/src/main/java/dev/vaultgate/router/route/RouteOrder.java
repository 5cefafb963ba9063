package dev.vaultgate.router.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which a plan's deployments are tried: a pure function of the plan, the call, and how
 * they stand. All are in it, those at rest too; whoever goes through it passes over them.
 */
final class RouteOrder {

  private static final List<Integer> SOLE = List.of(0);

  private RouteOrder() {}

  static List<Integer> of(Plan plan, Ask ask, List<Standing> standings) {
    if (plan.size() == 1) {
      return SOLE;
    }
    RoutePolicy policy = plan.policy();
    List<Integer> first = new ArrayList<>(plan.size());
    List<Integer> fallbacks = new ArrayList<>(0);
    for (int place = 0; place < plan.size(); place++) {
      boolean isFallback = !policy.fallback(plan.place(place).deployment()).isEmpty();
      (isFallback ? fallbacks : first).add(place);
    }
    List<Integer> order = ordered(plan, ask, standings, first);
    if (!fallbacks.isEmpty()) {
      order.addAll(fallbacks);
    }
    return order;
  }

  private static List<Integer> ordered(
      Plan plan, Ask ask, List<Standing> standings, List<Integer> places) {
    Strategy strategy = plan.policy().strategy();
    if (ask.session() != null && strategy.spreads()) {
      return bySession(plan, ask.session(), places);
    }
    switch (strategy) {
      case PRIORITY -> {
        return places;
      }
      case WEIGHTED -> places.sort(byLot(plan, ask, places));
      case ROUND_ROBIN -> {
        List<Integer> turned = new ArrayList<>(plan.size());
        for (int i = 0; i < places.size(); i++) {
          turned.add(places.get(Math.floorMod(ask.turn() + i, places.size())));
        }
        return turned;
      }
      case LEAST_LATENCY -> {
        places.sort(Comparator.comparingDouble(place -> load(standings.get(place))));
        quickerOfTwo(ask, standings, places);
      }
      case LEAST_BUSY ->
          places.sort(
              Comparator.<Integer>comparingDouble(
                      place ->
                          standings.get(place).running()
                              / (double) Math.max(1, weight(plan, place)))
                  // Where all are idle, chance spreads the calls.
                  .thenComparingDouble(place -> ask.chance(place)));
      case CHEAPEST ->
          places.sort(
              Comparator.comparingDouble(place -> plan.place(place).costPicos(ask.needs())));
    }
    return places;
  }

  /**
   * Puts the quicker of two ready ones that are drawn by lot first. The quickest of all would get
   * every call until it is the slowest (Mitzenmacher, The power of two choices).
   */
  private static void quickerOfTwo(Ask ask, List<Standing> standings, List<Integer> sorted) {
    List<Integer> ready = new ArrayList<>(sorted.size());
    for (Integer place : sorted) {
      if (standings.get(place).isReady()) {
        ready.add(place);
      }
    }
    if (ready.size() < 3) {
      return;
    }
    int one = (int) (ask.chance(0) * ready.size());
    int other = (int) (ask.chance(1) * (ready.size() - 1));
    other += other >= one ? 1 : 0;
    Integer quicker = ready.get(Math.min(one, other));
    sorted.removeAll(List.of(quicker));
    sorted.add(0, quicker);
  }

  /**
   * Peak EWMA: what a call would wait for, with those before it. One that is unknown comes first.
   */
  private static double load(Standing standing) {
    return (double) standing.typicalNanos() * (standing.running() + 1);
  }

  /**
   * By lot without laying back, each with its weight: the order of the keys of Efraimidis and
   * Spirakis.
   */
  private static Comparator<Integer> byLot(Plan plan, Ask ask, List<Integer> places) {
    double[] keys = new double[plan.size()];
    for (Integer place : places) {
      int weight = weight(plan, place);
      keys[place] =
          weight == 0 ? Double.MAX_VALUE : -Math.log1p(-ask.chance(place)) / (double) weight;
    }
    return Comparator.comparingDouble(place -> keys[place]);
  }

  /**
   * The same order for the same session, whoever else comes or goes: rendezvous hashing, with the
   * weights of Schindelhauer and Schomaker.
   */
  private static List<Integer> bySession(Plan plan, String session, List<Integer> places) {
    double[] keys = new double[plan.size()];
    for (Integer place : places) {
      int weight = weight(plan, place);
      keys[place] =
          weight == 0
              ? Double.MAX_VALUE
              : -Math.log1p(-Chance.of(session, plan.place(place).id())) / (double) weight;
    }
    places.sort(Comparator.comparingDouble(place -> keys[place]));
    return places;
  }

  private static int weight(Plan plan, int place) {
    return plan.policy().weight(plan.place(place).deployment());
  }
}
