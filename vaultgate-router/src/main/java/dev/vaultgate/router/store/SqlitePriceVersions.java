package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import dev.vaultgate.router.time.SystemTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Versions in the table {@code price_version}. */
final class SqlitePriceVersions implements PriceVersions {

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;

  /** What this process has kept; there are few prices, and they change seldom. */
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  SqlitePriceVersions(SqliteWriter writer, SqliteReads reads, SystemTime time) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
  }

  @Override
  public void keep(DatedPrice price) {
    if (kept.contains(price.version()) || !kept.add(price.version())) {
      return;
    }
    PriceVersion version = PriceVersion.of(price, time.now());
    // What is owed is written in its order, so no settlement that comes later is there before it.
    writer.owe(
        db ->
            db.run(
                "INSERT INTO price_version (version, price, from_day, as_of, source, kept_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (version) DO NOTHING",
                version.version(),
                version.price(),
                text(version.from()),
                text(version.asOf()),
                version.source(),
                version.keptAt().toEpochMilli()));
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
