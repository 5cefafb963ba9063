package dev.vaultgate.api;

import java.util.List;
import java.util.Optional;

/** The models that can be asked for. */
public interface ModelCatalog {

  /** All models, sorted by id. */
  List<Model> models();

  /** The model of this id, or of any other name that means exactly one model. */
  Optional<Model> model(String id);
}
