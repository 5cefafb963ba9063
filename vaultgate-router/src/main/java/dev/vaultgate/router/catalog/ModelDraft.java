package dev.vaultgate.router.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A public model in the making: all but the names that will turn out to mean it. */
final class ModelDraft {

  final String id;
  final ModelType type;

  /** What the catalogue says of it; empty for an operator's own. */
  final List<ModelRow> rows;

  /** Tried in this order. */
  final List<Deployment> deployments;

  /** These, and others that only a narrower name reaches. */
  final List<Deployment> reachable;

  /** Whether an operator says which deployments it has. */
  final boolean isOperators;

  private final Set<String> names = new LinkedHashSet<>();

  ModelDraft(
      String id,
      ModelType type,
      List<ModelRow> rows,
      List<Deployment> deployments,
      List<Deployment> reachable,
      boolean isOperators) {
    this.id = id;
    this.type = type;
    this.rows = rows;
    this.deployments = deployments;
    this.reachable = reachable;
    this.isOperators = isOperators;
  }

  /** Adds a name that means all of it. */
  void addName(String name) {
    names.add(name);
  }

  PublicModel finished() {
    return new PublicModel(id, type, List.copyOf(names), deployments);
  }
}
