package dev.vaultgate.router.account;

import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be.
 *
 * @param name for people, 1 to 100 printable characters
 * @param account the account's name, which is made when it is new
 * @param unlimitedAccount whether an account that is made needs no credit
 * @param project whose budget the key shares, or null; its account pays
 * @param terms what the key may do
 */
public record KeySpec(
    String name,
    String account,
    boolean unlimitedAccount,
    @Nullable Project project,
    KeyTerms terms) {

  public KeySpec {
    Names.check("name", name);
    Names.check("account", account);
    if (project != null && !project.account().name().equals(account)) {
      throw new IllegalArgumentException(
          "account: '%s' (expected: '%s', which pays for the project %s)"
              .formatted(account, project.account().name(), project.id()));
    }
  }

  /** A key of the operator's own account, which needs no credit, on the usual terms. */
  public static KeySpec named(String name) {
    return new KeySpec(name, Account.OPERATOR, true, null, KeyTerms.USUAL);
  }

  /** A key of this account, which pays from its credit. */
  public KeySpec account(String account) {
    return new KeySpec(name, account, false, project, terms);
  }

  /** A key of this project, for which the project's account pays. */
  public KeySpec project(Project project) {
    return new KeySpec(
        name, project.account().name(), project.account().unlimited(), project, terms);
  }

  /** Makes a new account one that needs no credit; an existing one stays as it is. */
  public KeySpec unlimitedAccount(boolean unlimited) {
    return new KeySpec(name, account, unlimited, project, terms);
  }

  /** Public ids, exactly, or beginnings of ids such as {@code gpt-4o*}. */
  public KeySpec models(String... ids) {
    return models(new ModelRule(Set.of(ids), terms.models().types()));
  }

  public KeySpec types(ModelType... types) {
    return models(new ModelRule(terms.models().models(), Set.of(types)));
  }

  public KeySpec models(ModelRule rule) {
    return terms(terms.withModels(rule));
  }

  /** 0 for no limit. */
  public KeySpec requestsPerMinute(int requests) {
    return terms(terms.withRequestsPerMinute(requests));
  }

  /** 0 for no limit. */
  public KeySpec concurrencyMax(int calls) {
    return terms(terms.withConcurrencyMax(calls));
  }

  /** How much the key may spend in all. */
  public KeySpec creditCap(Money cap) {
    return terms(terms.withCreditCap(cap));
  }

  /** How much the key may spend and use. */
  public KeySpec budget(Budget budget) {
    return terms(terms.withBudget(budget));
  }

  /** How fast the key may be used. */
  public KeySpec rates(Rates rates) {
    return terms(terms.withRates(rates));
  }

  public KeySpec expires(Instant at) {
    return terms(terms.withExpiry(at));
  }

  public KeySpec terms(KeyTerms terms) {
    return new KeySpec(name, account, unlimitedAccount, project, terms);
  }
}
