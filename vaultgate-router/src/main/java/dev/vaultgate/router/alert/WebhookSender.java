package dev.vaultgate.router.alert;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.outbound.OutboundPost;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Posts alerts, each signed at the moment when it is sent. */
final class WebhookSender implements AlertSender {

  static final String SIGNATURE = "x-vaultgate-signature";
  static final String DELIVERY = "x-vaultgate-delivery";
  private static final Duration TIME_MAX = Duration.ofSeconds(10);
  private static final int GONE = 410;

  private final AlertStore store;
  private final AlertContacts contacts;
  private final OutboundPost users;
  private final OutboundPost operators;
  private final SystemTime time;

  WebhookSender(AlertStore store, AlertContacts contacts, SystemTime time) {
    this.store = store;
    this.contacts = contacts;
    this.users = new OutboundPost(contacts.rules());
    this.operators = new OutboundPost(contacts.operatorsRules());
    this.time = time;
  }

  private Optional<Webhook> webhook(long owner) {
    return Optional.ofNullable(
        owner == Alert.OPERATOR ? contacts.webhook() : store.settings(owner).webhook());
  }

  @Override
  public boolean reaches(long owner) {
    return webhook(owner).isPresent();
  }

  @Override
  public Result send(Delivery delivery) {
    OptionalInt status = post(delivery.alert(), Long.toString(delivery.id()));
    if (status.isPresent() && status.getAsInt() / 100 == 2) {
      return Result.SENT;
    }
    boolean isOver = !reaches(delivery.alert().owner()) || status.orElse(0) == GONE;
    return isOver ? Result.HOPELESS : Result.FAILED;
  }

  /**
   * Posts an alert now.
   *
   * @return the status of the answer; empty where there is none
   */
  OptionalInt post(Alert alert, String delivery) {
    Webhook webhook = webhook(alert.owner()).orElse(null);
    if (webhook == null) {
      return OptionalInt.empty();
    }
    byte[] body = Json.bytes(AlertJson.write(alert));
    Map<String, String> headers =
        Map.of(
            SIGNATURE,
            WebhookSignature.of(body, webhook.secret(), time.now()).header(),
            DELIVERY,
            delivery);
    OutboundPost post = alert.owner() == Alert.OPERATOR ? operators : users;
    return post.post(webhook.url(), headers, body, TIME_MAX);
  }
}
