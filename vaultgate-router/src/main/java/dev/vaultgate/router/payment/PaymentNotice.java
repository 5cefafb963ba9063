package dev.vaultgate.router.payment;

/** What a payment provider has told, and has shown to be its own. */
public sealed interface PaymentNotice {

  /** The provider's name for the event. The same one may come several times, years apart. */
  String event();

  /**
   * The money is there.
   *
   * @param order our order, as we told the provider
   * @param minor what was paid, in the smallest unit
   * @param payment the provider's name for the payment
   */
  record Paid(String event, String order, long minor, String currency, String payment)
      implements PaymentNotice {}

  /**
   * Money was given back.
   *
   * @param order our order, as we told the provider
   * @param inAll how much of the price, over all refunds, in its smallest unit
   */
  record Refunded(String event, String order, long inAll, String currency)
      implements PaymentNotice {}

  /** A checkout is over and was not paid. */
  record Expired(String event, String order) implements PaymentNotice {}

  /**
   * Something else, or about something that is not ours.
   *
   * @param kind as the provider calls it
   */
  record Other(String event, String kind) implements PaymentNotice {}
}
