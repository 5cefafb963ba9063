package dev.vaultgate.router.account;

import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.util.Set;

/**
 * What a new key shall be.
 *
 * @param name for people, 1 to 100 printable characters
 * @param account the account's name, which is made when it is new
 * @param unlimitedAccount whether an account that is made needs no credit
 * @param terms what the key may do
 */
public record KeySpec(String name, String account, boolean unlimitedAccount, KeyTerms terms) {

  public KeySpec {
    Names.check("name", name);
    Names.check("account", account);
  }

  /** A key of the operator's own account, which needs no credit, on the usual terms. */
  public static KeySpec named(String name) {
    return new KeySpec(name, Account.OPERATOR, true, KeyTerms.USUAL);
  }

  /** A key of this account, which pays from its credit. */
  public KeySpec account(String account) {
    return new KeySpec(name, account, false, terms);
  }

  /** Makes a new account one that needs no credit; an existing one stays as it is. */
  public KeySpec unlimitedAccount(boolean unlimited) {
    return new KeySpec(name, account, unlimited, terms);
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

  public KeySpec expires(Instant at) {
    return terms(terms.withExpiry(at));
  }

  public KeySpec terms(KeyTerms terms) {
    return new KeySpec(name, account, unlimitedAccount, terms);
  }
}
