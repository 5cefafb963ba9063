package dev.vaultgate.server.config;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the models and aliases that administrators have added, as a configuration's are read. */
public final class EntriesReader {

  private EntriesReader() {}

  /**
   * What entries mean.
   *
   * @param models by their ids
   * @param aliases targets by name
   */
  public record Entries(List<CustomModel> models, Map<String, List<String>> aliases) {

    public Entries {
      models = List.copyOf(models);
      aliases = Map.copyOf(aliases);
    }
  }

  /**
   * Reads entries.
   *
   * @throws ConfigException when something is wrong; its message says all that is
   */
  public static Entries read(List<ModelEntry> entries) {
    Problems problems = new Problems("models");
    References references = new References(Map.of());
    List<CustomModel> models = new ArrayList<>();
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    for (ModelEntry entry : entries) {
      // JSON is YAML, so that one reader says what is wrong with either.
      String text =
          "{" + Json.text(Json.mapper().valueToTree(entry.name())) + ": " + entry.json() + "}";
      Section section = new Section("models", YamlFile.parse("models", text), references, problems);
      if (entry.isAlias()) {
        aliases.put(entry.name(), section.texts(entry.name()));
      } else {
        models.addAll(new ModelsReader(section, problems).models());
      }
    }
    problems.throwIfAny();
    return new Entries(models, aliases);
  }
}
