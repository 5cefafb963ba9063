package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.catalog.ModelPrice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteOrderTest {

  private static final int CALLS = 10_000;
  private static final List<Standing> THREE =
      List.of(Standing.READY, Standing.READY, Standing.READY);

  @ParameterizedTest
  @EnumSource
  void everyDeploymentIsInTheOrderOnceAndTheSameCallHasTheSameOrder(Strategy strategy) {
    Plan plan = Plans.of(Plans.policy(strategy), 3);
    for (int seed = 0; seed < 200; seed++) {
      List<Integer> order = RouteOrder.of(plan, ask(seed), THREE);

      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
      assertThat(RouteOrder.of(plan, ask(seed), THREE)).isEqualTo(order);
    }
  }

  @Test
  void priorityIsTheOrderInWhichTheyAreWritten() {
    assertThat(RouteOrder.of(Plans.of(Plans.policy(Strategy.PRIORITY), 3), ask(1), THREE))
        .containsExactly(0, 1, 2);
  }

  @Test
  void aWeightIsTheShareOfCallsThatComeFirst() {
    RoutePolicy policy = weighted(Strategy.WEIGHTED, Map.of("p0/m", 7, "p1/m", 2, "p2/m", 1));

    Map<Integer, Double> shares = firsts(Plans.of(policy, 3), THREE);

    assertThat(shares.get(0)).isCloseTo(0.7, Offset.offset(0.02));
    assertThat(shares.get(1)).isCloseTo(0.2, Offset.offset(0.02));
    assertThat(shares.get(2)).isCloseTo(0.1, Offset.offset(0.02));
  }

  @Test
  void aWeightOfZeroIsForNeedAlone() {
    RoutePolicy policy = weighted(Strategy.WEIGHTED, Map.of("p0/m", 0));

    for (int seed = 0; seed < 500; seed++) {
      assertThat(RouteOrder.of(Plans.of(policy, 3), ask(seed), THREE).get(2)).isZero();
    }
  }

  @Test
  void roundRobinGoesRound() {
    Plan plan = Plans.of(Plans.policy(Strategy.ROUND_ROBIN), 3);
    List<Integer> firsts = new ArrayList<>();
    for (int turn = Integer.MAX_VALUE - 2; firsts.size() < 6; turn++) {
      firsts.add(RouteOrder.of(plan, turn(turn), THREE).get(0));
    }

    assertThat(firsts.subList(0, 3)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(firsts.subList(3, 6)).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void theSlowestIsNeverFirstWhereTheQuickerOfTwoIsChosen() {
    Plan plan = Plans.of(Plans.policy(Strategy.LEAST_LATENCY), 3);
    List<Standing> standings = List.of(taking(100), taking(10), taking(1));

    Map<Integer, Double> shares = firsts(plan, standings);

    assertThat(shares).doesNotContainKey(0);
    assertThat(shares.get(2)).isCloseTo(2.0 / 3, Offset.offset(0.02));
  }

  @Test
  void callsThatWaitThereCountForTheQuickOne() {
    Plan plan = Plans.of(Plans.policy(Strategy.LEAST_LATENCY), 2);
    Standing quickButFull = new Standing(Standing.State.READY, 0, 30, 10);

    assertThat(RouteOrder.of(plan, ask(1), List.of(quickButFull, taking(100))))
        .containsExactly(1, 0);
  }

  @Test
  void theLeastBusyIsTheOneWithTheFewestCallsForItsWeight() {
    List<Standing> standings = List.of(busy(8), busy(3), busy(4));
    assertThat(RouteOrder.of(Plans.of(Plans.policy(Strategy.LEAST_BUSY), 3), ask(1), standings))
        .containsExactly(1, 2, 0);
    assertThat(
            RouteOrder.of(
                Plans.of(weighted(Strategy.LEAST_BUSY, Map.of("p0/m", 10)), 3), ask(1), standings))
        .containsExactly(0, 1, 2);
  }

  @Test
  void theCheapestIsTheOneAtWhichThisCallCostsLeast() {
    Plan plan =
        Plans.of(
            Plans.policy(Strategy.CHEAPEST),
            List.of(
                Plans.place("unknown", null, Set.of(), null),
                Plans.place("talks", null, Set.of(), ModelPrice.perMillionTokens("5", "1")),
                Plans.place("reads", null, Set.of(), ModelPrice.perMillionTokens("1", "5"))),
            () -> 0);

    assertThat(RouteOrder.of(plan, tokens(10_000, 10), THREE)).containsExactly(2, 1, 0);
    assertThat(RouteOrder.of(plan, tokens(10, 10_000), THREE)).containsExactly(1, 2, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"WEIGHTED", "ROUND_ROBIN", "LEAST_LATENCY", "LEAST_BUSY"})
  void aSessionStaysWhereItIsAndSessionsAreSpread(Strategy strategy) {
    Plan plan = Plans.of(Plans.policy(strategy), 3);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int session = 0; session < 300; session++) {
      int first = RouteOrder.of(plan, session("s" + session, 1), THREE).get(0);
      assertThat(
              RouteOrder.of(plan, session("s" + session, 2), List.of(busy(9), busy(0), busy(3)))
                  .get(0))
          .isEqualTo(first);
      counts.merge(first, 1, Integer::sum);
    }

    assertThat(counts.values()).allMatch(count -> count > 60);
  }

  @Test
  void aSessionsOthersKeepTheirPlacesWhenOneIsAdded() {
    Plan three = Plans.of(Plans.policy(Strategy.WEIGHTED), 3);
    Plan four = Plans.of(Plans.policy(Strategy.WEIGHTED), 4);
    List<Standing> ready = List.of(Standing.READY, Standing.READY, Standing.READY, Standing.READY);
    for (int session = 0; session < 300; session++) {
      List<Integer> order = new ArrayList<>(RouteOrder.of(four, session("s" + session, 1), ready));
      order.removeAll(List.of(3));

      assertThat(order).isEqualTo(RouteOrder.of(three, session("s" + session, 1), THREE));
    }
  }

  private static Map<Integer, Double> firsts(Plan plan, List<Standing> standings) {
    Map<Integer, Double> shares = new HashMap<>();
    for (int seed = 0; seed < CALLS; seed++) {
      shares.merge(RouteOrder.of(plan, ask(seed), standings).get(0), 1.0 / CALLS, Double::sum);
    }
    return shares;
  }

  private static RoutePolicy weighted(Strategy strategy, Map<String, Integer> weights) {
    return new RoutePolicy(
        strategy,
        false,
        weights,
        Map.of(),
        null,
        CommitWindow.NONE,
        TimeLimits.NONE,
        RouteSettings.DEFAULT);
  }

  private static Standing taking(long nanos) {
    return new Standing(Standing.State.READY, 0, 0, nanos);
  }

  private static Standing busy(int running) {
    return new Standing(Standing.State.READY, 0, running, 0);
  }

  private static Ask ask(long seed) {
    return Ask.of(Needs.NONE, Long.MAX_VALUE, seed);
  }

  private static Ask turn(int turn) {
    return new Ask(Needs.NONE, null, Set.of(), Set.of(), Long.MAX_VALUE, 1, turn);
  }

  private static Ask session(String session, long seed) {
    return new Ask(Needs.NONE, session, Set.of(), Set.of(), Long.MAX_VALUE, seed, 0);
  }

  private static Ask tokens(long prompt, long output) {
    return Ask.of(Needs.ofTokens(prompt, output), Long.MAX_VALUE, 1);
  }
}
