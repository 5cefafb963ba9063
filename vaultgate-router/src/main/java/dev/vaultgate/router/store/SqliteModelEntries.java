package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.ModelEntry;
import java.util.List;

/** Entries in the table {@code model_entry}. */
final class SqliteModelEntries implements ModelEntries {

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteModelEntries(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public List<ModelEntry> all() {
    return reads.ask(
        db ->
            db.all(
                "SELECT name, json FROM model_entry ORDER BY name",
                row -> new ModelEntry(row.getString("name"), row.getString("json"))));
  }

  @Override
  public void put(ModelEntry entry) {
    writer.write(
        db ->
            db.run(
                "INSERT INTO model_entry (name, json) VALUES (?1, ?2)"
                    + " ON CONFLICT (name) DO UPDATE SET json = ?2",
                entry.name(),
                entry.json()));
  }

  @Override
  public boolean remove(String name) {
    return writer.write(db -> db.run("DELETE FROM model_entry WHERE name = ?", name) > 0);
  }
}
