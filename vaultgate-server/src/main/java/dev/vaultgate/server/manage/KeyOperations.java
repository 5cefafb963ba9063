package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes, shows, changes and ends API keys. */
public final class KeyOperations implements Topic {

  private static final int OVERLAP_SECONDS = 24 * 60 * 60;

  private final Keys keys;
  private final SystemTime time;

  public KeyOperations(Keys keys, SystemTime time) {
    this.keys = keys;
    this.time = time;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/keys", Access.ADMIN)
            .named("listKeys", "All keys, oldest first, those that no longer work among them.")
            .gives("Key[]")
            .by(this::list),
        Operation.post("/keys", Access.ADMIN)
            .named("createKey", "Make a key; no other answer but this holds its secret.")
            .takes("KeySpec")
            .gives("NewKey")
            .by(this::create),
        Operation.get("/keys/{id}", Access.ADMIN)
            .named("showKey", "One key.")
            .gives("Key")
            .by(call -> Answer.of(write(find(call)))),
        Operation.patch("/keys/{id}", Access.ADMIN)
            .named("changeKey", "Change the members that are given; null goes back to the usual.")
            .takes("KeyChange")
            .gives("Key")
            .by(this::change),
        Operation.post("/keys/{id}/rotate", Access.ADMIN)
            .named("rotateKey", "Give a key a new secret; the old one works beside it for a while.")
            .takes("Rotation")
            .gives("NewKey")
            .by(this::rotate),
        Operation.post("/keys/{id}/pause", Access.ADMIN)
            .named("pauseKey", "Let a key work no longer, until it is resumed.")
            .gives("Key")
            .by(call -> answer(call, keys.pause(call.path("id")))),
        Operation.post("/keys/{id}/resume", Access.ADMIN)
            .named("resumeKey", "Let a paused key work again.")
            .gives("Key")
            .by(call -> answer(call, keys.resume(call.path("id")))),
        Operation.post("/keys/{id}/revoke", Access.ADMIN)
            .named("revokeKey", "End a key for ever.")
            .gives("Revocation")
            .by(this::revoke));
  }

  private Answer list(Call call) {
    return Answer.list(keys.list(), this::write);
  }

  private Answer create(Call call) {
    return Answer.created(write(keys.create(KeyJson.readSpec(call.body()))));
  }

  private Answer change(Call call) {
    ApiKey key = find(call);
    KeyJson.Change changed = KeyJson.changed(key, call.body().object());
    return answer(call, keys.update(key.id(), changed.name(), changed.terms()));
  }

  private Answer rotate(Call call) {
    JsonMembers members = call.body();
    int seconds = members.integer("overlap_seconds", OVERLAP_SECONDS);
    members.end();
    if (seconds < 0) {
      throw InvalidRequestException.value("overlap_seconds", seconds, "0 or more");
    }
    ApiKey key = find(call);
    if (key.state(time.now()) == KeyState.REVOKED) {
      throw new InvalidRequestException(
          400, "invalid_value", "key " + key.id() + ": is revoked (expected: one in use)", "id");
    }
    return Answer.of(
        keys.rotate(key.id(), Duration.ofSeconds(seconds))
            .map(this::write)
            .orElseThrow(() -> noSuchKey(call)));
  }

  private Answer revoke(Call call) {
    boolean isNew = keys.revoke(call.path("id"));
    return Answer.of(write(find(call)).put("revoked_now", isNew));
  }

  private ApiKey find(Call call) {
    return keys.find(call.path("id")).orElseThrow(() -> noSuchKey(call));
  }

  private Answer answer(Call call, Optional<ApiKey> key) {
    return Answer.of(key.map(this::write).orElseThrow(() -> noSuchKey(call)));
  }

  private ObjectNode write(ApiKey key) {
    return KeyJson.write(key, time.now());
  }

  /** With the secret, which no other answer holds. */
  private ObjectNode write(Keys.Created created) {
    return write(created.key()).put("key", created.secret().reveal());
  }

  private static InvalidRequestException noSuchKey(Call call) {
    return new InvalidRequestException(
        404, "key_not_found", "There is no key with the id " + call.path("id") + ".", "id");
  }
}
