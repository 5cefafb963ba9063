package dev.vaultgate.router.alert;

import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserStore;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails alerts: the operator's to the addresses of the configuration, an account's to the user who
 * owns it, and to nobody else, so that nobody can have strangers mailed.
 */
final class MailSender implements AlertSender {

  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  private final Mailer mailer;
  private final AlertStore store;
  private final AlertContacts contacts;
  private final UserStore users;

  MailSender(Mailer mailer, AlertStore store, AlertContacts contacts, UserStore users) {
    this.mailer = mailer;
    this.store = store;
    this.contacts = contacts;
    this.users = users;
  }

  private List<String> addresses(long owner) {
    if (owner == Alert.OPERATOR) {
      return contacts.mail();
    }
    return store.settings(owner).mail()
        ? users
            .findByAccount(owner)
            .filter(User::isActive)
            .map(user -> List.of(user.email().text()))
            .orElse(List.of())
        : List.of();
  }

  @Override
  public boolean reaches(long owner) {
    return !addresses(owner).isEmpty();
  }

  @Override
  public Result send(Delivery delivery) {
    Alert alert = delivery.alert();
    List<String> addresses = addresses(alert.owner());
    if (addresses.isEmpty()) {
      return Result.HOPELESS;
    }
    try {
      for (String address : addresses) {
        mailer.send(address, "VaultGate: " + alert.subject(), alert.text());
      }
      return Result.SENT;
    } catch (IOException e) {
      LOG.warn("alert {} was not mailed: {}", alert.id(), e.toString());
      return Result.FAILED;
    }
  }
}
