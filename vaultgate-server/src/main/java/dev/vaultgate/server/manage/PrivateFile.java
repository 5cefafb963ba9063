package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files beside the store that nobody but its owner may read. */
final class PrivateFile {

  private PrivateFile() {}

  /** The file of this ending beside a store, by the one name that all ways to the store share. */
  static Path beside(Path store, String ending) throws IOException {
    Path absolute = store.toAbsolutePath();
    Path real = Files.exists(absolute) ? absolute.toRealPath() : absolute;
    return real.resolveSibling(real.getFileName() + ending);
  }

  /** Writes the file whole or not at all, so that nobody reads half of it. */
  static void write(Path file, String text) throws IOException {
    // Nobody but its owner can open what this makes, where the system knows owners.
    Path fresh = Files.createTempFile(file.getParent(), ".", ".new");
    try {
      Files.writeString(fresh, text, UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
