package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes, shows, changes and ends API keys. */
public final class KeyOperations implements Topic {

  private static final int OVERLAP_SECONDS = 24 * 60 * 60;

  private final Keys keys;
  private final Projects projects;
  private final Ledger ledger;
  private final SystemTime time;

  public KeyOperations(Keys keys, Projects projects, Ledger ledger, SystemTime time) {
    this.keys = keys;
    this.projects = projects;
    this.ledger = ledger;
    this.time = time;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/keys", Access.USER)
            .named(
                "listKeys",
                "The keys that the caller may see, oldest first, also those that work no longer.")
            .gives("Key[]")
            .by(this::list),
        Operation.post("/keys", Access.USER)
            .named("createKey", "Make a key; no other answer but this holds its secret.")
            .takes("KeySpec")
            .gives("NewKey")
            .by(this::create),
        Operation.get("/keys/{id}", Access.USER)
            .named("showKey", "One key.")
            .gives("Key")
            .by(call -> Answer.of(write(find(call)))),
        Operation.get("/keys/{id}/spending", Access.USER)
            .named("keySpending", "What a key has used: in all, today and this month, in UTC.")
            .gives("Spending")
            .by(call -> Answer.of(SpendingJson.write(ledger, find(call).id()))),
        Operation.get("/spending/keys", Access.USER)
            .named(
                "listKeySpending",
                "The same of all keys that the caller may see, are not revoked, and have bounds.")
            .gives("Spending[]")
            .by(this::spending),
        Operation.patch("/keys/{id}", Access.USER)
            .named("changeKey", "Change the members that are given; null goes back to the usual.")
            .takes("KeyChange")
            .gives("Key")
            .by(this::change),
        Operation.post("/keys/{id}/rotate", Access.USER)
            .named("rotateKey", "Give a key a new secret; the old one works beside it for a while.")
            .takes("Rotation")
            .gives("NewKey")
            .by(this::rotate),
        Operation.post("/keys/{id}/pause", Access.USER)
            .named("pauseKey", "Let a key work no longer, until it is resumed.")
            .gives("Key")
            .by(this::pause),
        Operation.post("/keys/{id}/resume", Access.USER)
            .named("resumeKey", "Let a paused key work again.")
            .gives("Key")
            .by(this::resume),
        Operation.get("/audit/rows", Access.ADMIN)
            .named(
                "auditRows", "Keys and projects whose stored data was changed past this program.")
            .gives("ChangedRow[]")
            .by(call -> changedElsewhere()),
        Operation.post("/keys/{id}/revoke", Access.USER)
            .named("revokeKey", "End a key for ever.")
            .gives("Revocation")
            .by(this::revoke));
  }

  private Answer list(Call call) {
    return Answer.list(keys.list(call.identity().viewer()), this::write);
  }

  private Answer spending(Call call) {
    List<ApiKey> bounded =
        keys.list(call.identity().viewer()).stream()
            .filter(key -> key.revokedAt() == null)
            .filter(key -> !key.terms().budget().isNone())
            .toList();
    return Answer.list(bounded, key -> SpendingJson.write(ledger, key.id()));
  }

  private Answer changedElsewhere() {
    List<ObjectNode> rows = new ArrayList<>();
    keys.changedElsewhere().forEach(key -> rows.add(row("key", key.id(), key.name())));
    projects
        .changedElsewhere()
        .forEach(project -> rows.add(row("project", project.id(), project.name())));
    return Answer.list(rows, row -> row);
  }

  private static ObjectNode row(String kind, String id, String name) {
    return Json.object().put("kind", kind).put("id", id).put("name", name);
  }

  private Answer create(Call call) {
    JsonMembers members = call.body();
    String project = members.text("project");
    KeySpec spec = KeyJson.readSpec(members, project == null ? null : project(call, project), call);
    Keys.Created created = keys.create(spec, call.identity().userId());
    call.note().of(created.key().id()).after(write(created.key()));
    return Answer.created(write(created));
  }

  /** A project that the caller may see may have his keys. */
  private Project project(Call call, String id) {
    return projects
        .find(id, call.identity().viewer())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    404, "not_found", "There is no project with the id " + id + ".", "project"));
  }

  private Answer change(Call call) {
    ApiKey key = find(call);
    KeyJson.Change changed = KeyJson.changed(key, call.body().object());
    String wanted = changed.project();
    Project before = key.project();
    boolean stays = before == null ? wanted == null : before.id().equals(wanted);
    Project project = stays || wanted == null ? (stays ? before : null) : project(call, wanted);
    if (project != null && project.account().id() != key.account().id()) {
      throw InvalidRequestException.value(
          "project", project.id(), "a project that " + key.account().name() + " pays for");
    }
    return changed(call, key, keys.update(key, changed.name(), project, changed.terms()));
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
    Keys.Created rotated =
        keys.rotate(key.id(), Duration.ofSeconds(seconds)).orElseThrow(() -> noSuchKey(call));
    call.note().before(write(key)).after(write(rotated.key()));
    return Answer.of(write(rotated));
  }

  private Answer pause(Call call) {
    ApiKey key = find(call);
    return changed(call, key, keys.pause(key.id()));
  }

  private Answer resume(Call call) {
    ApiKey key = find(call);
    return changed(call, key, keys.resume(key.id()));
  }

  private Answer revoke(Call call) {
    ApiKey key = find(call);
    boolean isNew = keys.revoke(key.id());
    ObjectNode json = write(find(call));
    call.note().before(write(key)).after(json.deepCopy());
    return Answer.of(json.put("revoked_now", isNew));
  }

  private ApiKey find(Call call) {
    return keys.find(call.path("id"), call.identity().viewer()).orElseThrow(() -> noSuchKey(call));
  }

  private Answer changed(Call call, ApiKey before, Optional<ApiKey> after) {
    ObjectNode json = after.map(this::write).orElseThrow(() -> noSuchKey(call));
    call.note().before(write(before)).after(json);
    return Answer.of(json);
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
