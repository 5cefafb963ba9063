package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model as callers see it: a name, and the deployments that answer to it.
 *
 * @param id the canonical id, on which a key's model rule is checked; for a narrower name (a dated
 *     one, {@code provider/model}) still the id of the whole model
 * @param type what it is asked for
 * @param names all names that mean these very deployments, the id first
 * @param deployments where it is, in order of preference
 */
public record PublicModel(
    String id, ModelType type, List<String> names, List<Deployment> deployments) {

  public PublicModel {
    names = List.copyOf(names);
    deployments = List.copyOf(deployments);
  }

  /**
   * Whether it may be asked for as this type: the type of one of its names, or any when nothing is
   * known of it.
   */
  public boolean answersTo(ModelType asked) {
    return type == asked
        || names.stream().anyMatch(name -> ModelType.ofId(name).filter(asked::equals).isPresent())
        || (ModelType.ofId(id).isEmpty() && deployments.stream().allMatch(d -> d.row() == null));
  }

  /** Whether at least one deployment has a price. */
  public boolean hasPrice() {
    return deployments.stream().anyMatch(PublicModel::isPriced);
  }

  /** This model at the deployments that have a price: all that a caller who pays may use. */
  public PublicModel priced() {
    return only(PublicModel::isPriced);
  }

  /**
   * The price of the deployment that is tried first among those that have one; null when there is
   * none.
   */
  public @Nullable ModelPrice price() {
    return deployments.stream()
        .map(Deployment::price)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What the catalogue says of the model, from the first deployment that it knows; for people. */
  public Optional<ModelRow> facts() {
    return deployments.stream().flatMap(d -> Stream.ofNullable(d.row())).findFirst();
  }

  /** This model at those of its deployments that pass. */
  PublicModel only(Predicate<Deployment> test) {
    return deployments.stream().allMatch(test)
        ? this
        : new PublicModel(id, type, names, deployments.stream().filter(test).toList());
  }

  /** This model at those of its deployments that are still served, at the prices of that day. */
  PublicModel servedOn(LocalDate day) {
    return only(deployment -> deployment.isServedOn(day)).pricedOn(day);
  }

  /** Most models have no price that begins later, and stay what they are. */
  @SuppressWarnings("ReferenceEquality") // A deployment that has not changed is handed on as it is.
  private PublicModel pricedOn(LocalDate day) {
    for (Deployment deployment : deployments) {
      if (deployment.on(day) != deployment) {
        return new PublicModel(
            id, type, names, deployments.stream().map(each -> each.on(day)).toList());
      }
    }
    return this;
  }

  private static boolean isPriced(Deployment deployment) {
    return deployment.price() != null;
  }
}
