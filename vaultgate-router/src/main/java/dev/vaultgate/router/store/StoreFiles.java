package dev.vaultgate.router.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of a SQLite store. None of them is ever opened here once SQLite has it: closing any
 * handle on a file would end SQLite's own locks on it.
 */
final class StoreFiles {

  private static final String OWNER_ONLY = "rw-------";

  private StoreFiles() {}

  /** The file itself, by the one name that all ways to it share. */
  static Path canonical(Path database) {
    try {
      Path absolute = database.toAbsolutePath();
      Path folder = Files.createDirectories(absolute.getParent()).toRealPath();
      Path file = folder.resolve(absolute.getFileName());
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of the store " + database + " cannot be used", e);
    }
  }

  /** A companion of the database. */
  static Path beside(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  /**
   * Makes the database file when it is new, for its owner's eyes alone.
   *
   * @param wasThere whether there has been a database of this name
   * @return whether it is new
   * @throws IllegalStateException when it was there, and is lost
   */
  static boolean prepare(Path database, boolean wasThere) {
    try {
      boolean isNew = isEmpty(database);
      Path remainder = beside(database, wasThere ? ".lock" : "-wal");
      if (isNew && (wasThere || !isEmpty(remainder))) {
        throw new IllegalStateException(
            ("The store %s is empty or gone, though it was in use before. Restore it from a backup;"
                    + " to begin anew, remove %s as well.")
                .formatted(database, remainder));
      }
      makePrivate(database);
      return isNew;
    } catch (IOException e) {
      throw new UncheckedIOException("The store " + database + " cannot be made", e);
    }
  }

  private static boolean isEmpty(Path file) throws IOException {
    return !Files.exists(file) || Files.size(file) == 0;
  }

  /** Makes the file if it is not there, and keeps everybody but its owner out of it. */
  static void makePrivate(Path file) throws IOException {
    boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
            }
            : new FileAttribute<?>[0];
    if (!Files.exists(file)) {
      Files.createFile(file, attributes);
    } else if (posix) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
    }
  }
}
