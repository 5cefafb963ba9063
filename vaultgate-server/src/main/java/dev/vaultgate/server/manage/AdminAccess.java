package dev.vaultgate.server.manage;

import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Sessions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may administer one running server: whoever has the operator's admin key, if there is one, and
 * whoever may read the note beside its store.
 */
public final class AdminAccess {

  private static final Logger LOG = LoggerFactory.getLogger(AdminAccess.class);

  private final @Nullable Path store;
  private final String secret;
  private final Doorkeeper doorkeeper;

  private AdminAccess(@Nullable Path store, String secret, Doorkeeper doorkeeper) {
    this.store = store;
    this.secret = secret;
    this.doorkeeper = doorkeeper;
  }

  /**
   * Makes a new secret for this start.
   *
   * @param chosen the operator's admin key, or null for none
   * @param store the store's file, or null for one that is in memory and leaves no note
   * @param sessions the logins of users
   */
  public static AdminAccess of(@Nullable String chosen, @Nullable Path store, Sessions sessions) {
    String secret = AdminKey.randomSecret(SystemTime.system());
    List<AdminKey> keys =
        Stream.of(secret, chosen).flatMap(Stream::ofNullable).map(AdminKey::of).toList();
    return new AdminAccess(store, secret, new Doorkeeper(keys, sessions));
  }

  public Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  /**
   * Tells who may read the store where its server is. Where that cannot be written the server works
   * all the same; only the command line does not find it by itself.
   */
  public void announce(URI url) {
    if (store != null) {
      try {
        new AdminNote(url, secret).write(AdminNote.file(store));
      } catch (IOException e) {
        LOG.warn("the command line cannot find this server by its store: {}", e.toString());
      }
    }
  }

  /** Takes the note back, before the server lets go of the store. */
  public void withdraw() {
    if (store != null) {
      try {
        Files.deleteIfExists(AdminNote.file(store));
      } catch (IOException e) {
        LOG.warn("the note for the command line stays, and is void: {}", e.toString());
      }
    }
  }
}
