package dev.vaultgate.server;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server as an operator starts it, with its store in a file that is looked into beside it, and a
 * key that pays a thousand nano-dollars a token of input and two thousand a token of output. Each
 * of its models is a deployment of its own, so that what one test breaks another does not feel.
 */
final class MoneyServer implements AutoCloseable {

  static final Money CREDIT = Money.dollars(100);
  static final String CHAT = "/v1/chat/completions";

  final VaultGateServer server;
  private final Path file;
  private final Keys.Created key;

  /**
   * @param models how many: {@code lab-0-text} at the deployment {@code lab/gpt-4o-0}, and so on
   * @param further lines of the configuration
   */
  MoneyServer(Path folder, String name, RawUpstream provider, int models, String further)
      throws IOException {
    this(folder, name, provider, models, further, "");
  }

  /**
   * @param ofProvider further entries of the provider
   */
  MoneyServer(
      Path folder, String name, RawUpstream provider, int models, String further, String ofProvider)
      throws IOException {
    this.file = folder.resolve(name + ".db");
    Path config = folder.resolve(name + ".yaml");
    StringBuilder listed = new StringBuilder();
    for (int i = 0; i < models; i++) {
      listed.append(
          "  lab-%d-text: { deployments: [ lab/gpt-4o-%d ], price: { input: 1, output: 2 } }\n"
              .formatted(i, i));
    }
    Files.writeString(
        config,
        """
        server: { port: 0, stop_drain: 1ms }
        providers:
          lab: { wire: openai, base_url: "%s"%s }
        models:
        %s%s"""
            .formatted(provider.url(), ofProvider, listed, further));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(config, file, null, null, false, false), Map.of()));
    server.start();
    key =
        server
            .gateway()
            .keys()
            .create(KeySpec.named("test").account("payer").requestsPerMinute(0).concurrencyMax(0));
    server.gateway().ledger().topUp(account(), CREDIT, "start");
  }

  long account() {
    return key.key().account().id();
  }

  String key() {
    return key.secret().reveal();
  }

  RawClient post(String body) throws IOException {
    return new RawClient(server.port()).post(CHAT, key(), body);
  }

  Balance balance() {
    return server.gateway().ledger().balance(account());
  }

  /** The records of the calls of a model, newest first. */
  List<UsageRecord> records(String model) {
    return server.gateway().usage().newest(1_000).stream()
        .filter(record -> record.model().equals(model))
        .toList();
  }

  /**
   * What a call's hold came to: the kind of each transfer, its amount and the version of its
   * prices.
   */
  record Entry(String kind, Money amount, String priceVersion) {}

  /** Once all is written that has ended. */
  List<Entry> entries(String requestId) throws SQLException {
    server.gateway().usage().newest(1);
    return entries(file, requestId);
  }

  static List<Entry> entries(Path file, String requestId) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT kind, amount, coalesce(price_version, '') FROM transfer WHERE request_id = ?")) {
      statement.setString(1, requestId);
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        entries.add(new Entry(rows.getString(1), Money.nanos(rows.getLong(2)), rows.getString(3)));
      }
    }
    return entries;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    server.close();
  }
}
