package dev.vaultgate.server.manage;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Tags;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.User;
import dev.vaultgate.server.http.ProtocolFault;
import dev.vaultgate.server.http.Visit;
import dev.vaultgate.server.v1.Callers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * People in a browser, who are signed in and have keys, whose secrets no page knows. A call is made
 * by the one of their keys that a header names, or by the one that is kept for their browser: with
 * the same terms, limits and costs as an application's. Safe for many threads.
 */
public final class LoginCallers implements Callers {

  private static final String KEY = "x-vaultgate-key";
  private static final Tags FOR_BROWSERS = new Tags(Map.of("made_for", "browser"));
  private static final String NAME = "Playground and chat";

  private final Doorkeeper doorkeeper;
  private final Keys keys;
  private final SystemTime time;
  private final Lock making = new ReentrantLock();

  public LoginCallers(Doorkeeper doorkeeper, Keys keys, SystemTime time) {
    this.doorkeeper = doorkeeper;
    this.keys = keys;
    this.time = time;
  }

  @Override
  public ApiKey keyOf(Visit visit) {
    Identity identity = doorkeeper.identify(request(visit));
    if (identity.role() == Identity.Role.NOBODY) {
      throw new AuthenticationException("login_required", "Sign in first.");
    }
    User user = identity.user();
    Viewer viewer = new Viewer(user.account().id(), user.id());
    String wanted = single(visit, KEY);
    ApiKey key = wanted == null ? forBrowsers(user.account(), viewer) : named(viewer, wanted);
    if (key.state(time.now()) != KeyState.ACTIVE) {
      throw InvalidRequestException.value(KEY, key.id(), "a key that works");
    }
    return key;
  }

  private static ManagementRequest request(Visit visit) {
    return new ManagementRequest(
        visit.method(),
        visit.path(),
        Map.of(),
        new byte[0],
        name -> single(visit, name),
        visit.id(),
        visit.address());
  }

  private static @Nullable String single(Visit visit, String name) {
    List<String> given = visit.headers().getValuesList(name);
    if (given.size() > 1) {
      throw ProtocolFault.invalid("More than one " + name + " header was given; expected: one.");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** Somebody else's key is as if there were none. */
  private ApiKey named(Viewer viewer, String id) {
    return keys.find(id, viewer)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    404, "key_not_found", "There is no key with the id " + id + ".", KEY));
  }

  private ApiKey forBrowsers(Account account, Viewer viewer) {
    Optional<ApiKey> known = findForBrowsers(viewer);
    if (known.isPresent()) {
      return known.get();
    }
    making.lock();
    try {
      return findForBrowsers(viewer).orElseGet(() -> make(account));
    } finally {
      making.unlock();
    }
  }

  private Optional<ApiKey> findForBrowsers(Viewer viewer) {
    return keys.list(viewer).stream()
        .filter(key -> key.account().id() == viewer.accountId())
        .filter(key -> key.terms().tags().equals(FOR_BROWSERS))
        .filter(key -> key.state(time.now()) != KeyState.REVOKED)
        .max(Comparator.comparing(ApiKey::createdAt));
  }

  /** Its secret is told to nobody. */
  private ApiKey make(Account account) {
    KeySpec spec = KeySpec.named(NAME).account(account.name());
    return keys.create(spec.terms(spec.terms().withTags(FOR_BROWSERS))).key();
  }
}
