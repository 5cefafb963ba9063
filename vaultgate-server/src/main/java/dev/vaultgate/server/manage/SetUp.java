package dev.vaultgate.server.manage;

import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserSpec;
import dev.vaultgate.router.user.Users;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for the first owner of a gateway: a link that a start without one tells whoever sees
 * the console or may read the file beside the store. It works for an hour and once. Safe for many
 * threads.
 */
public final class SetUp {

  private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);
  private static final String SUFFIX = ".setup";
  private static final Duration TIME = Duration.ofHours(1);

  private final Users users;
  private final @Nullable Path store;
  private final SystemTime time;
  private @Nullable Token open; // guarded by this

  private record Token(String hash, long untilNanos) {}

  /**
   * @param store the store's file, or null for one that is in memory and leaves no file beside it
   */
  public SetUp(Users users, @Nullable Path store, SystemTime time) {
    this.users = users;
    this.store = store;
    this.time = time;
  }

  /** Whether somebody owns the gateway. */
  public boolean isDone() {
    return users.hasOwner();
  }

  /**
   * Opens the way, unless somebody owns the gateway; one that was open is shut.
   *
   * @param url where the server is
   * @return the link, to be told once
   */
  public synchronized Optional<String> open(URI url) {
    if (isDone()) {
      return Optional.empty();
    }
    SecretToken token = SecretToken.create(time);
    open = new Token(token.hash(), time.nanoTime() + TIME.toNanos());
    String link = url + "/setup#token=" + token.reveal();
    if (store != null) {
      try {
        PrivateFile.write(PrivateFile.beside(store, SUFFIX), link + "\n");
      } catch (IOException e) {
        LOG.warn("the set-up link is not beside the store: {}", e.toString());
      }
    }
    return Optional.of(link);
  }

  /**
   * Makes the first owner, who has the operator's account unless that is somebody's.
   *
   * @throws PermissionException when the token is wrong, used or too old, or there is an owner
   */
  public synchronized User complete(
      SecretToken token, Email email, @Nullable String name, String password) {
    if (open == null || time.nanoTime() - open.untilNanos() >= 0 || !token.matches(open.hash())) {
      throw new PermissionException("forbidden", "The set-up link is not valid, or no longer.");
    }
    User owner =
        users.setUp(UserSpec.member(email, name).account(Account.OPERATOR, true), password);
    withdraw();
    return owner;
  }

  /** Shuts the way. */
  public synchronized void withdraw() {
    open = null;
    if (store != null) {
      try {
        Files.deleteIfExists(PrivateFile.beside(store, SUFFIX));
      } catch (IOException e) {
        LOG.warn("the set-up link stays beside the store, and is void: {}", e.toString());
      }
    }
  }
}
