package dev.vaultgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The part of SQLite that is no Java. Its driver unpacks it from the jar at every start, unless a
 * system property says in which folder it lies already.
 */
final class SqliteLibrary {

  /** The driver's own property. */
  static final String FOLDER = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /**
   * Lays the library for this machine into a folder, if it can be used from there: a folder may be
   * one that nothing is run from.
   */
  static void keep(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Path library = Files.createDirectories(folder).resolve(name);
    Path fresh = Files.createTempFile(folder, name, ".new");
    try (InputStream packed = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return; // The driver has none for this machine, and says so better.
      }
      Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
      System.load(fresh.toAbsolutePath().toString());
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    } catch (UnsatisfiedLinkError e) {
      System.err.println("vaultgate: SQLite's library cannot be kept: " + e.getMessage());
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
