package dev.vaultgate.router;

import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a call costs at most, wherever it is answered, and how long an answer an amount pays for
 * there. Pure.
 *
 * @param places the deployments that may answer, with the prompt's tokens at each
 * @param choices how many answers are asked for
 */
record CallBounds(List<Place> places, int choices) {

  /** A deployment and the most tokens that the prompt has there. */
  record Place(Deployment deployment, long promptTokens) {}

  CallBounds {
    places = List.copyOf(places);
  }

  static CallBounds of(PublicModel model, int choices, ToLongFunction<Deployment> promptTokens) {
    List<Place> places = new ArrayList<>(model.deployments().size());
    for (Deployment deployment : model.deployments()) {
      places.add(new Place(deployment, promptTokens.applyAsLong(deployment)));
    }
    return new CallBounds(places, choices);
  }

  /**
   * The most that it costs.
   *
   * @param outputTokens of each answer, at most
   */
  Money cost(long outputTokens) {
    Money most = Money.ZERO;
    for (Place place : places) {
      most =
          most.max(
              Cost.bound(place.deployment().price(), place.promptTokens(), outputTokens * choices));
    }
    return most;
  }

  /**
   * The most tokens that it has.
   *
   * @param outputTokens of each answer, at most
   */
  long tokens(long outputTokens) {
    return promptMax() + outputTokens * choices;
  }

  private long promptMax() {
    long most = 0;
    for (Place place : places) {
      most = Math.max(most, place.promptTokens());
    }
    return most;
  }

  /** How many tokens of each answer there is room for at every deployment; below zero for none. */
  long affordable(Affordable there) {
    long tokens = there.tokens() - promptMax();
    for (Place place : places) {
      tokens =
          Math.min(
              tokens,
              Cost.affordableOutput(
                  place.deployment().price(), place.promptTokens(), there.credit()));
    }
    return Math.floorDiv(tokens, choices);
  }
}
