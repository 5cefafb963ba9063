package dev.vaultgate.router.alert;

import dev.vaultgate.client.outbound.AddressRules;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How alerts leave: where the operator's go, and what users' webhooks may reach.
 *
 * @param webhook the operator's; it may be anywhere, since he wrote it into his own configuration
 * @param mail the operator's addresses
 * @param rules for the webhooks of users
 * @param mailer null where no mail can be sent
 */
public record AlertContacts(
    @Nullable Webhook webhook, List<String> mail, AddressRules rules, @Nullable Mailer mailer) {

  /** To inboxes, and to webhooks on the public internet. */
  public static final AlertContacts NONE =
      new AlertContacts(null, List.of(), AddressRules.PUBLIC, null);

  public AlertContacts {
    mail = List.copyOf(mail);
    if (webhook != null) {
      origin(webhook.url());
    }
  }

  /** Rules that let the operator's webhook be reached, and nothing that he has not written. */
  AddressRules operatorsRules() {
    return webhook == null
        ? AddressRules.PUBLIC
        : AddressRules.of(List.of(origin(webhook.url())), false);
  }

  private static String origin(String url) {
    URI address = URI.create(url);
    if (address.getScheme() == null || address.getRawAuthority() == null) {
      throw new IllegalArgumentException(
          "webhook: not an address (expected: one such as https://hooks.example.com/vaultgate)");
    }
    return address.getScheme() + "://" + address.getRawAuthority();
  }
}
