package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a call would go now, and why: what {@link RouteDecision} says of it, without anybody being
 * asked. Every deployment is taken to fail, so that the whole order shows.
 *
 * @param route the model's id
 * @param strategy by what it chooses
 * @param lines every deployment, those that would be tried first, in that order
 * @param refusal what a caller would be told if nobody would be tried; null otherwise
 * @param shortfalls what the route's fallbacks are known to lack
 */
public record Explanation(
    String route,
    Strategy strategy,
    List<Line> lines,
    @Nullable UpstreamFault refusal,
    List<FallbackProof.Shortfall> shortfalls) {

  /**
   * One deployment.
   *
   * @param turn when it would be tried, from 1; 0 for never
   * @param standing how it stands
   * @param why it would not be tried, in a word; null when it would
   * @param fallback the causes for which alone it is asked
   */
  public record Line(
      int turn,
      Place place,
      Standing standing,
      @Nullable String why,
      int weight,
      Set<FallbackCause> fallback) {}

  /** What would happen, given how all stand at this time. */
  public static Explanation of(
      Plan plan,
      Ask ask,
      List<Standing> standings,
      long now,
      List<FallbackProof.Shortfall> shortfalls) {
    List<Integer> order = RouteOrder.of(plan, ask, standings);
    List<Attempt> attempts = new ArrayList<>();
    NextStep step = next(plan, ask, order, standings, attempts, now);
    UpstreamFault refusal = step instanceof NextStep.GiveUp giveUp ? giveUp.fault() : null;
    while (step instanceof NextStep.Try next && attempts.size() < plan.size()) {
      attempts.add(Attempt.begun(next.place(), now).failed(failure(), now));
      step = next(plan, ask, order, standings, attempts, now);
    }
    List<Line> lines = new ArrayList<>();
    for (Attempt attempt : attempts) {
      lines.add(line(plan, attempt.place(), lines.size() + 1, standings, null));
    }
    for (int place : order) {
      if (attempts.stream().noneMatch(attempt -> attempt.place() == place)) {
        String why = RouteSkips.why(plan, ask, attempts, place, standings.get(place));
        lines.add(line(plan, place, 0, standings, why == null ? "attempts" : why));
      }
    }
    return new Explanation(
        plan.route(), plan.policy().strategy(), List.copyOf(lines), refusal, shortfalls);
  }

  private static NextStep next(
      Plan plan,
      Ask ask,
      List<Integer> order,
      List<Standing> standings,
      List<Attempt> attempts,
      long now) {
    return RouteDecision.next(
        plan,
        ask,
        order,
        new RouteDecision.Situation(standings, List.copyOf(attempts), now, true, false, -1));
  }

  private static UpstreamException failure() {
    return new UpstreamException(
        UpstreamFault.UNREACHABLE, UpstreamException.Report.NONE, null, null);
  }

  private static Line line(
      Plan plan, int place, int turn, List<Standing> standings, @Nullable String why) {
    String deployment = plan.place(place).deployment();
    return new Line(
        turn,
        plan.place(place),
        standings.get(place),
        why,
        plan.policy().weight(deployment),
        plan.policy().fallback(deployment));
  }
}
