package dev.vaultgate.router.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives names to the models of one endpoint: those that write text, that make images, or that make
 * vectors. The endpoints are apart because a model that does two of these has one bare name.
 *
 * <p>Names are given away in the order of their strength, and the first to claim a name has it:
 * canonical ids, ids with another type suffix, {@code provider/model}, bare names, and last the
 * names that providers use. A name of the last two kinds that would mean two models means neither.
 */
final class NameClaims {

  private final Map<String, Claim> claims = new LinkedHashMap<>();

  /** A name's meaning: all of a model, or some of what it reaches. */
  private record Claim(ModelDraft draft, @Nullable Predicate<Deployment> only) {

    List<Deployment> deployments() {
      return only == null ? draft.deployments : draft.reachable.stream().filter(only).toList();
    }
  }

  /**
   * Gives names to {@code drafts}.
   *
   * @param providers the providers of their deployments
   */
  NameClaims(List<ModelDraft> drafts, Collection<ProviderRow> providers) {
    Map<String, List<String>> aliases = new HashMap<>();
    providers.forEach(provider -> aliases.put(provider.id(), provider.aliases()));
    drafts.forEach(draft -> whole(draft.id, draft));
    drafts.forEach(this::otherTypes);
    drafts.forEach(draft -> places(draft, aliases));
    meaningOne(drafts, draft -> List.of(ModelType.bare(draft.id))).forEach(this::whole);
    meaningOne(drafts, NameClaims::weakNames)
        .forEach((name, draft) -> part(name, draft, deployment -> deployment.model().equals(name)));
  }

  boolean has(String name) {
    return claims.containsKey(name);
  }

  /** Whether it is the canonical id of a model. */
  boolean isId(String name) {
    Claim claim = claims.get(name);
    return claim != null && claim.draft.id.equals(name);
  }

  Set<String> names() {
    return claims.keySet();
  }

  /** The deployments that a name means; empty for a name without meaning. */
  Optional<List<Deployment>> deployments(String name) {
    return Optional.ofNullable(claims.get(name)).map(Claim::deployments);
  }

  /** Makes {@code alias} mean what {@code name} means, whatever it meant before. */
  void alias(String alias, String name) {
    Claim claim = claims.get(name);
    if (claim != null) {
      claims.put(alias, claim);
    }
  }

  /** Makes {@code alias} mean this model, whatever it meant before. */
  void alias(String alias, ModelDraft draft) {
    claims.put(alias, new Claim(draft, null));
  }

  /** What every name means, in the end. */
  Map<String, PublicModel> finished() {
    claims.forEach(
        (name, claim) -> {
          if (claim.only == null) {
            claim.draft.addName(name);
          }
        });
    Map<ModelDraft, PublicModel> wholes = new HashMap<>();
    Map<String, PublicModel> meanings = new LinkedHashMap<>();
    claims.forEach(
        (name, claim) ->
            meanings.put(
                name,
                claim.only == null
                    ? wholes.computeIfAbsent(claim.draft, ModelDraft::finished)
                    : new PublicModel(
                        claim.draft.id, claim.draft.type, List.of(name), claim.deployments())));
    return meanings;
  }

  private void whole(String name, ModelDraft draft) {
    claims.putIfAbsent(name, new Claim(draft, null));
  }

  private void part(String name, ModelDraft draft, Predicate<Deployment> only) {
    claims.putIfAbsent(name, new Claim(draft, only));
  }

  /**
   * Some providers may take no images where others do: their deployments do not answer to {@code
   * -hybrid}.
   */
  private void otherTypes(ModelDraft draft) {
    Set<String> ids = new LinkedHashSet<>();
    draft.rows.forEach(row -> ids.addAll(row.idsAt(draft.type.endpoint())));
    for (String id : ids) {
      Predicate<Deployment> hasId = d -> d.row() != null && d.row().ids().contains(id);
      if (draft.isOperators || draft.reachable.stream().allMatch(hasId)) {
        whole(id, draft);
      } else if (draft.reachable.stream().anyMatch(hasId)) {
        part(id, draft, hasId);
      }
    }
  }

  private void places(ModelDraft draft, Map<String, List<String>> aliases) {
    for (Deployment deployment : draft.reachable) {
      Predicate<Deployment> same = other -> other.id().equals(deployment.id());
      part(deployment.id(), draft, same);
      for (String alias : aliases.getOrDefault(deployment.provider(), List.of())) {
        part(alias + "/" + deployment.model(), draft, same);
      }
    }
  }

  /**
   * The bare name, and what providers call it. An operator's own model has no such names: what a
   * provider calls it is nobody else's business.
   */
  private static Collection<String> weakNames(ModelDraft draft) {
    List<String> names = new ArrayList<>(List.of(ModelType.bare(draft.id)));
    if (!draft.rows.isEmpty()) {
      draft.reachable.forEach(deployment -> names.add(deployment.model()));
    }
    return names;
  }

  /** Those of the names that mean one model alone. */
  private static Map<String, ModelDraft> meaningOne(
      List<ModelDraft> drafts, Function<ModelDraft, Collection<String>> names) {
    Map<String, List<ModelDraft>> meanings = new LinkedHashMap<>();
    for (ModelDraft draft : drafts) {
      for (String name : new LinkedHashSet<>(names.apply(draft))) {
        meanings.computeIfAbsent(name, key -> new ArrayList<>()).add(draft);
      }
    }
    Map<String, ModelDraft> single = new LinkedHashMap<>();
    meanings.forEach(
        (name, models) -> {
          if (models.size() == 1) {
            single.put(name, models.get(0));
          }
        });
    return single;
  }
}
