package dev.vaultgate.server.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  /** The file beside a store. */
  public static Path file(Path store) throws IOException {
    return PrivateFile.beside(store, SUFFIX);
  }

  void write(Path file) throws IOException {
    PrivateFile.write(
        file, Json.text(Json.object().put("url", url.toString()).put("secret", secret)) + "\n");
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
