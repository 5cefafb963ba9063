package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a running server writes beside its store, for its owner's eyes alone: who may read the store
 * may administer the server that holds it. It is worth nothing once that server has ended.
 *
 * @param url where the server is
 * @param secret the admin key that it made when it started; not in this value's text form
 */
public record AdminNote(URI url, String secret) {

  private static final String SUFFIX = ".admin";

  /** The file beside a store, by the one name that all ways to the store share. */
  public static Path file(Path store) throws IOException {
    Path absolute = store.toAbsolutePath();
    Path real = Files.exists(absolute) ? absolute.toRealPath() : absolute;
    return real.resolveSibling(real.getFileName() + SUFFIX);
  }

  /** Writes the file whole or not at all, so that nobody reads half of it. */
  void write(Path file) throws IOException {
    // Nobody but its owner can open what this makes, where the system knows owners.
    Path fresh = Files.createTempFile(file.getParent(), ".", SUFFIX);
    try {
      String json = Json.text(Json.object().put("url", url.toString()).put("secret", secret));
      Files.writeString(fresh, json + "\n", UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** The note beside a store; empty when there is none, or nothing that is one. */
  public static Optional<AdminNote> read(Path store) throws IOException {
    try {
      JsonMembers members = JsonMembers.of(Json.read(Files.readAllBytes(file(store))));
      return Optional.of(
          new AdminNote(
              JsonMembers.parsed("url", members.requiredText("url"), "an address", URI::create),
              members.requiredText("secret")));
    } catch (NoSuchFileException | JsonProcessingException | InvalidRequestException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "AdminNote[" + url + "]";
  }
}
