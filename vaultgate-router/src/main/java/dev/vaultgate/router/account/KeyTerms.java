package dev.vaultgate.router.account;

import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do, how much and how long.
 *
 * @param models what it may use
 * @param rates how fast
 * @param budget how much it may spend, and how many tokens it may use
 * @param caps how much each call may ask for
 * @param networks from where it may be used over a network; everywhere if empty
 * @param tags the operator's own words about it
 * @param storesAnswers whether answers to requests with a name are kept for a day, so that a
 *     request that is sent again gets the same answer
 * @param expiresAt when it stops working, or null
 */
public record KeyTerms(
    ModelRule models,
    Rates rates,
    Budget budget,
    CallCaps caps,
    List<Network> networks,
    Tags tags,
    boolean storesAnswers,
    @Nullable Instant expiresAt) {

  /** Every model, 60 requests a minute, 20 calls at once, from everywhere, and no end. */
  public static final KeyTerms USUAL =
      new KeyTerms(
          ModelRule.ALL,
          new Rates(60, 0, 20),
          Budget.NONE,
          CallCaps.USUAL,
          List.of(),
          Tags.NONE,
          false,
          null);

  private static final int NETWORKS_MAX = 100;

  public KeyTerms {
    networks = List.copyOf(networks);
    if (networks.size() > NETWORKS_MAX) {
      throw new IllegalArgumentException(
          "networks: " + networks.size() + " (expected: at most " + NETWORKS_MAX + ")");
    }
  }

  /** Whether it may be used from an address. */
  public boolean mayComeFrom(InetAddress address) {
    return networks.isEmpty() || networks.stream().anyMatch(network -> network.holds(address));
  }

  /** 0 for no limit. */
  public int requestsPerMinute() {
    return rates.requestsPerMinute();
  }

  /** 0 for no limit. */
  public int concurrencyMax() {
    return rates.concurrencyMax();
  }

  /** How much it may spend in all, or null for as much as its project and account have. */
  public @Nullable Money creditCap() {
    return budget.credit(Period.TOTAL);
  }

  public KeyTerms withModels(ModelRule rule) {
    return new KeyTerms(rule, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withRates(Rates rates) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withRequestsPerMinute(int requests) {
    return withRates(rates.withRequestsPerMinute(requests));
  }

  public KeyTerms withConcurrencyMax(int calls) {
    return withRates(rates.withConcurrencyMax(calls));
  }

  public KeyTerms withBudget(Budget budget) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withCreditCap(@Nullable Money cap) {
    return withBudget(budget.withCredit(Period.TOTAL, cap));
  }

  public KeyTerms withCaps(CallCaps caps) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withNetworks(List<Network> networks) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withTags(Tags tags) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, expiresAt);
  }

  public KeyTerms withStoredAnswers(boolean stored) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, stored, expiresAt);
  }

  public KeyTerms withExpiry(@Nullable Instant at) {
    return new KeyTerms(models, rates, budget, caps, networks, tags, storesAnswers, at);
  }
}
