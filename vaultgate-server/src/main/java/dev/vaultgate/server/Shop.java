package dev.vaultgate.server;

import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.payment.Payments;
import dev.vaultgate.router.payment.stripe.StripePayments;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.ServerConfig;

/** What sells credit, with the connections to who takes the money. */
final class Shop implements AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final OkHttpTransport transport = new OkHttpTransport(CONNECTIONS);
  private final Payments payments;

  Shop(ServerConfig.Selling selling, OrderStore orders, SystemTime time) {
    this.payments =
        new Payments(
            new StripePayments(selling.stripe(), transport, time), selling.packs(), orders, time);
  }

  Payments payments() {
    return payments;
  }

  @Override
  public void close() {
    transport.close();
  }
}
