package dev.vaultgate.router.alert;

/**
 * Tells the operator. Safe for many threads; it neither waits nor fails, so it may be called on a
 * request's path.
 */
@FunctionalInterface
public interface Alerts {

  /** Tells nobody. */
  Alerts NONE = (kind, subject, text) -> {};

  /**
   * Raises an alert, at most once a day for each kind and subject.
   *
   * @param subject what it is about, such as a provider's id
   * @param text what happened and what can be done, in a sentence or two, without secrets
   */
  void raise(AlertKind kind, String subject, String text);
}
