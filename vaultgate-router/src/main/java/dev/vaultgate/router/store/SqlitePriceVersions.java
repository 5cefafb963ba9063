package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import dev.vaultgate.router.time.SystemTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Versions in the table {@code price_version}, and in {@code model_price} of which models they
 * were.
 */
final class SqlitePriceVersions implements PriceVersions {

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;

  /** What this process has kept, by model; there are few prices, and they change seldom. */
  private final Map<String, Set<String>> kept = new ConcurrentHashMap<>();

  SqlitePriceVersions(SqliteWriter writer, SqliteReads reads, SystemTime time) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
  }

  @Override
  public void keep(DatedPrice price, String model) {
    Set<String> known = kept.get(model);
    if (known != null && known.contains(price.version())) {
      return;
    }
    if (!kept.computeIfAbsent(model, name -> ConcurrentHashMap.newKeySet()).add(price.version())) {
      return;
    }
    PriceVersion version = PriceVersion.of(price, time.now());
    // What is owed is written in its order, so no settlement that comes later is there before it.
    writer.owe(db -> write(db, version, model));
  }

  private static int write(Statements db, PriceVersion version, String model) throws SQLException {
    db.run(
        "INSERT INTO price_version (version, price, from_day, as_of, source, kept_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (version) DO NOTHING",
        version.version(),
        version.price(),
        text(version.from()),
        text(version.asOf()),
        version.source(),
        version.keptAt().toEpochMilli());
    return db.run(
        "INSERT INTO model_price (model, version, kept_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (model, version) DO NOTHING",
        model,
        version.version(),
        version.keptAt().toEpochMilli());
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  @Override
  public Optional<PriceVersion> find(String version) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM price_version WHERE version = :version")
                .bind("version", version)
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public List<PriceVersion> all() {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM price_version ORDER BY kept_at, version")
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public List<PriceVersion> of(String model) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT v.version, v.price, v.from_day, v.as_of, v.source, m.kept_at"
                        + " FROM model_price m JOIN price_version v ON v.version = m.version"
                        + " WHERE m.model = :model ORDER BY m.kept_at, m.version")
                .bind("model", model)
                .map((row, context) -> read(row))
                .list());
  }

  private static PriceVersion read(ResultSet row) throws SQLException {
    return new PriceVersion(
        row.getString("version"),
        row.getString("price"),
        day(row.getString("from_day")),
        day(row.getString("as_of")),
        row.getString("source"),
        Instant.ofEpochMilli(row.getLong("kept_at")));
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
