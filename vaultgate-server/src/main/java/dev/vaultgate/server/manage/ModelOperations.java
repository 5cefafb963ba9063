package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.server.config.ConfigException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Adds, changes and removes models and aliases, and has the configuration read anew. */
public final class ModelOperations implements Topic {

  private final ModelEntries models;
  private final Runnable reload;

  /**
   * @param models what administrators have added; a change also changes what is served
   * @param reload reads the configuration anew
   */
  public ModelOperations(ModelEntries models, Runnable reload) {
    this.models = models;
    this.reload = reload;
  }

  @Override
  public String name() {
    return "models";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/models", Access.ADMIN)
            .named("listAddedModels", "The models and aliases that administrators have added.")
            .gives("ModelEntry[]")
            .by(call -> Answer.list(models.all(), ModelEntryJson::write)),
        Operation.put("/models/{id+}", Access.ADMIN)
            .named("putModel", "Add a model or an alias, or put it in the place of an earlier one.")
            .takes("ModelSpec")
            .gives("ModelEntry")
            .by(this::put),
        Operation.delete("/models/{id+}", Access.ADMIN)
            .named("removeModel", "Forget what was added; what is configured shows again.")
            .gives("Removed")
            .by(this::remove),
        Operation.post("/reload", Access.ADMIN)
            .named("reload", "Read the configuration anew, whole or not at all.")
            .gives("Reloaded")
            .by(this::reload));
  }

  private Answer put(Call call) {
    ModelEntry entry = ModelEntryJson.readSpec(call.path("id"), call.body());
    noteBefore(call);
    changed(() -> models.put(entry));
    ObjectNode json = ModelEntryJson.write(entry);
    call.note().after(json);
    return Answer.of(json);
  }

  private Answer remove(Call call) {
    String name = call.path("id");
    noteBefore(call);
    AtomicBoolean removed = new AtomicBoolean();
    changed(() -> removed.set(models.remove(name)));
    if (!removed.get()) {
      throw new InvalidRequestException(
          404, "not_found", "No administrator has added " + name + ".", "id");
    }
    return Answer.of(Json.object().put("name", name).put("removed", true));
  }

  private void noteBefore(Call call) {
    models.all().stream()
        .filter(entry -> entry.name().equals(call.path("id")))
        .forEach(entry -> call.note().before(ModelEntryJson.write(entry)));
  }

  private Answer reload(Call call) {
    changed(reload);
    return Answer.of(Json.object().put("reloaded", true));
  }

  /** A change that may be refused, whole, for what was asked. */
  private static void changed(Runnable change) {
    try {
      change.run();
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
  }
}
