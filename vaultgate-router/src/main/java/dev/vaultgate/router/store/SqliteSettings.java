package dev.vaultgate.router.store;

import java.time.Duration;

/**
 * How a SQLite store waits.
 *
 * @param patience how long a caller waits for a write, and a write for the database
 * @param readWait how long a read waits for a connection
 * @param readers how many reads go on at once
 */
record SqliteSettings(Duration patience, Duration readWait, int readers) {

  static final SqliteSettings USUAL =
      new SqliteSettings(Duration.ofSeconds(5), Duration.ofMillis(1500), 4);
}
